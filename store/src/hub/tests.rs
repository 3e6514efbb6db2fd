mod accepting;
mod attaching;
mod copies;
mod device_audit;
mod faces;
mod fixture;
mod inviting;
mod opening;
mod publishing;
mod releasing;
mod schema;

pub(crate) use fixture::one_device;
