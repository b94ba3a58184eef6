package health.consilium.workflow;

import health.consilium.fhir.FhirStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Cases} over a store of the test's own, for tests of stations, and the lock of the real ones. */
public final class TestCases {

    private TestCases() {}

    public static CaseLock lock(JdbcClient jdbc) {
        return new CaseLock(jdbc);
    }

    public static Cases over(FhirStore store) {
        return new Cases(store);
    }
}
