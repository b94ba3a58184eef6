package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Optional;

/**
 * R4's own definitions: some 30 MB on the class path. The search parameters among them are needed before the server can
 * answer, the profiles by the first validation. HAPI reads each once for all contexts of one FHIR version.
 */
public final class Definitions {

    private static volatile Thread reader;

    private Definitions() {}

    /** Reads the search parameters on another processor, while Spring is still finding out what to build. */
    public static void readAhead() {
        reader = read(() -> support().fetchAllSearchParameters());
    }

    /** Reads the profiles, so that the first who writes need not wait for them. */
    static void readProfiles() {
        read(() -> support().fetchAllStructureDefinitions());
    }

    static DefaultProfileValidationSupport await() {
        try {
            Optional<Thread> reading = Optional.ofNullable(reader);
            if (reading.isPresent()) {
                reading.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return support();
    }

    private static Thread read(Runnable definitions) {
        Thread thread = new Thread(definitions, "fhir-definitions");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static DefaultProfileValidationSupport support() {
        return new DefaultProfileValidationSupport(FhirContext.forR4Cached());
    }
}
