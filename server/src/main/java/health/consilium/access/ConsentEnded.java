package health.consilium.access;

/** What a consent let somebody see is closed; published in the transaction that closes it, once for each who held it. */
record ConsentEnded(String party) {}
