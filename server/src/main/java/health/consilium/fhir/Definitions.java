package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Optional;

/**
 * R4's own definitions: some 30 MB of XML on the class path, which the indexing of searches needs before the server can
 * answer. HAPI reads them once for all contexts of one FHIR version.
 */
public final class Definitions {

    private static volatile Thread reader;

    private Definitions() {}

    /** Reads them on another processor, while Spring is still finding out what to build. */
    public static void readAhead() {
        Thread thread = new Thread(Definitions::read, "fhir-definitions");
        thread.setDaemon(true);
        reader = thread;
        thread.start();
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

    private static void read() {
        DefaultProfileValidationSupport support = support();
        support.fetchAllSearchParameters();
        support.fetchAllStructureDefinitions();
    }

    private static DefaultProfileValidationSupport support() {
        return new DefaultProfileValidationSupport(FhirContext.forR4Cached());
    }
}
