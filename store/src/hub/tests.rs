mod accepting;
mod copies;
mod fixture;
mod inviting;
mod opening;
mod publishing;
mod schema;
