package health.consilium.access;

import health.consilium.fhir.FhirStore;
import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What callers may see, for tests of modules without the server. */
public final class TestAccess {

    private TestAccess() {}

    public static CaseAccess over(FhirStore store, JdbcClient jdbc, Clock clock) {
        Exports exports = new Exports(jdbc, null, clock);
        return new CaseAccess(
                store, new Visibilities(new Callers(), new Grants(jdbc, exports, event -> {}, clock), exports));
    }

    public static Grants grants(JdbcClient jdbc, Clock clock) {
        return new Grants(jdbc, new Exports(jdbc, null, clock), event -> {}, clock);
    }

    /** What this caller can read now because of an emergency. */
    public static Set<String> openInAnEmergency(Grants grants, Caller caller) {
        return grants.held(caller).emergencies().keySet();
    }
}
