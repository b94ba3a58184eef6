package health.consilium.centres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.support.InMemoryFhirStore;
import health.consilium.workflow.WorkflowSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DirectoryWarmUpTests {

    private final List<String> searched = new CopyOnWriteArrayList<>();
    private final InMemoryFhirStore stored = new InMemoryFhirStore();
    private final FhirStore store = (FhirStore) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {FhirStore.class}, (proxy, method, arguments) -> {
                if (arguments != null && arguments[0] instanceof FhirQuery<?> query) {
                    searched.add(query.type().getSimpleName());
                }
                try {
                    return method.invoke(stored, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    @Test
    void theDirectoryIsReadOnceAfterAStart() {
        DirectoryWarmUp warmUp = warmUp(Duration.ZERO);

        warmUp.begin();
        warmUp.begin();

        await().atMost(Duration.ofSeconds(10)).until(() -> searched.contains("HealthcareService"));
        assertThat(searched).containsExactlyInAnyOrder("Organization", "MeasureReport", "HealthcareService");
        warmUp.destroy();
    }

    @Test
    void aServerThatStopsReadsNothing() {
        DirectoryWarmUp warmUp = warmUp(Duration.ofHours(1));
        List<Thread> others = threads();
        warmUp.begin();
        assertThat(others.containsAll(threads())).isFalse();

        warmUp.destroy();

        await().atMost(Duration.ofSeconds(10)).until(() -> others.containsAll(threads()));
        assertThat(searched).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(DirectoryWarmUp.THREAD))
                .toList();
    }

    private DirectoryWarmUp warmUp(Duration after) {
        return new DirectoryWarmUp(
                new Directory(store, new WorkflowSettings("coordination", "Desk")),
                store,
                new CentresSettings(30, 3, 3, 31, 10, after));
    }
}
