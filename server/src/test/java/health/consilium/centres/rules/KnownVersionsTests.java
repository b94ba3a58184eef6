package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.HealthcareService;
import org.junit.jupiter.api.Test;

class KnownVersionsTests {

    private final List<String> read = new ArrayList<>();
    private final KnownVersions<HealthcareService, ServiceFacts> known = new KnownVersions<>(100, service -> {
        read.add(service.getName());
        return ReviewServiceReader.facts(service);
    });

    @Test
    void aVersionIsReadOnceAndANewOneAnew() {
        assertThat(known.of(service("HealthcareService/a/_history/1", "first"))
                        .entry()
                        .name())
                .isEqualTo("first");
        known.of(service("HealthcareService/a/_history/1", "first"));
        known.of(service("HealthcareService/b/_history/1", "other"));
        assertThat(known.of(service("HealthcareService/a/_history/2", "second"))
                        .entry()
                        .name())
                .isEqualTo("second");

        assertThat(read).containsExactly("first", "other", "second");
    }

    @Test
    void whatHasNoVersionIsReadEachTime() {
        known.of(service("HealthcareService/a", "draft"));
        known.of(service("HealthcareService/a", "changed"));
        known.of(service(null, "nowhere"));
        known.of(service(null, "nowhere"));

        assertThat(read).containsExactly("draft", "changed", "nowhere", "nowhere");
    }

    private static HealthcareService service(String id, String name) {
        HealthcareService service = new HealthcareService();
        service.setId(id);
        service.setName(name);
        return service;
    }
}
