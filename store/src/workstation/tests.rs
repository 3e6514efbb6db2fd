mod opening;
