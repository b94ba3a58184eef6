package health.consilium.edge;

import health.consilium.smart.AuthenticatedParty;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;

/** Of which share a known caller takes: people and systems each have one, and systems another for what they send. */
final class FhirShares {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** For an hour there is as much as for ten minutes, so that nobody goes on and on. */
    private static final int MINUTES_AN_HOUR = 10;

    /** What a server gives out before it asks the database again. */
    private static final int PART = 20;

    private static final Set<String> CHANGES = Set.of("PUT", "PATCH", "DELETE");

    private final Share person;
    private final Share system;
    private final Share systemWrites;

    FhirShares(LimitSettings settings) {
        this.person = share("person", settings.person(), MINUTES_AN_HOUR * (long) settings.person());
        this.system = share("system", settings.system(), MINUTES_AN_HOUR * (long) settings.system());
        this.systemWrites = share("system-writes", settings.systemWrites(), 0);
    }

    private static Share share(String kind, long tokens, long anHour) {
        return new Share(kind, tokens, MINUTE, Math.max(1, tokens / PART), anHour);
    }

    Share of(AuthenticatedParty caller, HttpServletRequest request) {
        return isSystem(caller) && isWrite(request) ? systemWrites : ofReads(caller);
    }

    Share ofReads(AuthenticatedParty caller) {
        return isSystem(caller) ? system : person;
    }

    /** Of an app that many people use, each person has a share. */
    static String name(AuthenticatedParty caller) {
        return caller.clientId() + "\n" + caller.subject();
    }

    private static boolean isSystem(AuthenticatedParty caller) {
        return caller.signedInAt().isEmpty();
    }

    /** What a Bundle reads is asked for when it is known: {@link Allowance}. */
    private static boolean isWrite(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/fhir")
                && (CHANGES.contains(request.getMethod())
                        || (request.getMethod().equals("POST") && path.matches("/fhir/?|/fhir/[A-Z][A-Za-z]+")));
    }
}
