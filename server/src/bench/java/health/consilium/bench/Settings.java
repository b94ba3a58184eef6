package health.consilium.bench;

import java.util.Arrays;
import java.util.List;

/** How much is measured; system properties of the benchmark's own JVM. */
final class Settings {

    /** Flags of both servers' JVMs. */
    static final String JVM = System.getProperty("bench.jvm", "-Xmx2g");

    /** How often each server is started afresh and fed; the servers take turns. */
    static final int ROUNDS = Integer.getInteger("bench.rounds", 1);

    /** How often each is started on the data that it then holds. */
    static final int STARTS = Integer.getInteger("bench.starts", 3);

    /** Entries of the transactions that each new JVM gets before the clock runs. */
    static final List<Integer> WARM_UP = sizes("bench.warmUp", "500,1000,1000");

    /** Entries of the transactions that are measured. */
    static final List<Integer> MEASURED = sizes("bench.measured", "500,1000,2000,4000");

    private Settings() {}

    private static List<Integer> sizes(String property, String usual) {
        return Arrays.stream(System.getProperty(property, usual).split(","))
                .map(Integer::valueOf)
                .toList();
    }
}
