mod accepting;
mod attaching;
mod copies;
mod fixture;
mod inviting;
mod opening;
mod publishing;
mod schema;
