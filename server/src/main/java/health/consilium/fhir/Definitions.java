package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * R4's own definitions: some 30 MB on the class path. The search parameters among them are needed before the server can
 * answer, the profiles by the first validation. HAPI reads each once for all contexts of one FHIR version.
 */
public final class Definitions {

    private static final FutureTask<Void> PROFILES =
            new FutureTask<>(() -> support().fetchAllStructureDefinitions(), null);

    private static volatile Thread reader;

    private Definitions() {}

    /** Reads the search parameters on another processor, while Spring is still finding out what to build. */
    public static void readAhead() {
        reader = read(() -> support().fetchAllSearchParameters());
    }

    /** Reads the profiles, so that the first who writes need not wait for them. */
    static void readProfiles() {
        read(PROFILES);
    }

    /** With R4's profiles, which whoever comes first reads while the others wait; HAPI would let each of them read all. */
    static DefaultProfileValidationSupport profiles() {
        PROFILES.run();
        try {
            PROFILES.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("R4's profiles cannot be read", e);
        }
        return support();
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
