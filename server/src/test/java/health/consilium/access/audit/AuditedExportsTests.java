package health.consilium.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import health.consilium.access.Compartment;
import health.consilium.access.Exports;
import health.consilium.access.Role;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.fhir.FhirPackage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What HAPI's job calls, in its order. */
class AuditedExportsTests {

    private static final String KEY = "5f2c";

    private final Exports exports = mock(Exports.class);
    private final AuditLog log = mock(AuditLog.class);

    /** What each statement appends. */
    private final List<List<AuditRecord>> appended = new ArrayList<>();

    private final AuditedExports audited =
            new AuditedExports(exports, new Recorder(log, null, null, Clock.systemUTC()));

    @BeforeEach
    void somebodyAskedForAnExport() {
        when(exports.starter(anyString())).thenReturn(Optional.empty());
        when(exports.starter(KEY))
                .thenReturn(Optional.of(new Exports.Starter(
                        "hospital-nairobi",
                        Role.HOSPITAL,
                        "Organization/hospital-nairobi",
                        Optional.of("Organization/hospital-nairobi"),
                        Optional.of("hospital-nairobi"),
                        Optional.of("192.0.2.1"))));
        doAnswer(call -> appended.add(call.getArgument(0))).when(log).append(anyList());
    }

    private static Observation observation(int number, String patient) {
        Observation observation = new Observation();
        observation.setId("Observation/" + number + "/_history/2");
        observation.getCode().setText("A line\n{\"resourceType\":\"Observation\",\"id\":\"forged\"}");
        observation.setSubject(new Reference(patient));
        return observation;
    }

    private void included(Resource... resources) {
        BulkExportJobParameters job = new BulkExportJobParameters();
        job.setBinarySecurityContextIdentifierValue(KEY);
        Stream.of(resources)
                .forEach(resource -> assertThat(audited.included(job, resource)).isTrue());
    }

    private static Binary file(String id, String key, Resource... resources) {
        Binary file = new Binary();
        file.setId(id);
        file.getSecurityContext()
                .getIdentifier()
                .setSystem(FhirPackage.CANONICAL + "/NamingSystem/bulk-export")
                .setValue(key);
        file.setContent(Stream.of(resources)
                .map(resource -> FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private void stored(Binary file) {
        audited.stored(file, new SystemRequestDetails());
    }

    @Test
    void thousandsOfPatientsAreThousandsOfEventsInOneStatement() {
        Observation[] all = IntStream.range(0, 3000)
                .mapToObj(number -> observation(number, "Patient/" + number))
                .toArray(Observation[]::new);
        included(all);

        stored(file("f1", KEY, all));

        assertThat(appended)
                .singleElement()
                .satisfies(events -> assertThat(events).hasSize(3000).allSatisfy(event -> {
                    assertThat(event.patients()).hasSize(1);
                    assertThat(event.agent().client()).isEqualTo("hospital-nairobi");
                    assertThat(event.agent().address()).isEqualTo("192.0.2.1");
                    assertThat(event.purpose()).isEqualTo("TREAT");
                }));
        AuditRecord first = appended.get(0).get(0);
        assertThat(first.patients()).containsExactly("Patient/0");
        assertThat(first.entities()).containsExactly("Binary/f1", "Observation/0/_history/2");
        assertThat(first.records()).containsExactly("Observation/0/_history/2");
    }

    @Test
    void eachFileOfABatchNamesWhatIsInItAndAgainWhenItsTransactionIsTriedAgain() {
        Observation one = observation(1, "Patient/1");
        Observation other = observation(2, "Patient/2");
        included(one, other);

        stored(file("f1", KEY, one));
        stored(file("f1", KEY, one));
        stored(file("f2", KEY, other));

        assertThat(appended)
                .extracting(events -> events.get(0).patients().get(0)
                        + events.get(0).entities().get(0))
                .containsExactly("Patient/1Binary/f1", "Patient/1Binary/f1", "Patient/2Binary/f2");
    }

    @Test
    void whatSaysNoPatientGoesByItsCaseAndTheDirectoryIsNobodys() {
        Provenance provenance = new Provenance();
        provenance.setId("Provenance/3");
        provenance.getMeta().addSecurity(Compartment.ofCase("C-2026-7K3M9QXA"));
        Observation observation = observation(1, "Patient/1");
        observation.getMeta().addSecurity(Compartment.ofCase("C-2026-7K3M9QXA"));
        Organization organization = new Organization();
        organization.setId("Organization/4");
        Recorder recorder = mock(Recorder.class);
        AuditedExports telling = new AuditedExports(exports, recorder);
        List<Trace.Share> shares = new ArrayList<>();
        doAnswer(call -> shares.addAll(call.getArgument(2))).when(recorder).record(any(), any(), anyList());
        BulkExportJobParameters job = new BulkExportJobParameters();
        job.setBinarySecurityContextIdentifierValue(KEY);
        List.of(provenance, observation, organization).forEach(resource -> telling.included(job, resource));

        telling.stored(file("f1", KEY, provenance, observation, organization), new SystemRequestDetails());
        telling.stored(file("f2", KEY, organization), new SystemRequestDetails());

        assertThat(shares).hasSize(2).allSatisfy(share -> assertThat(share.cases())
                .containsExactly("C-2026-7K3M9QXA"));
        assertThat(shares.get(0).patients()).isEmpty();
        assertThat(shares.get(0).entities()).containsExactly("Binary/f1", "Provenance/3");
        assertThat(shares.get(1).patients()).containsExactly("Patient/1");
    }

    @Test
    void whatNobodyLetInOrAskedForIsNotStored() {
        included(observation(1, "Patient/1"));

        assertThatThrownBy(() -> stored(file("f1", KEY, observation(2, "Patient/2"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stored(file("f2", "another", observation(1, "Patient/1"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(appended).isEmpty();
    }

    @Test
    void anyOtherBinaryIsNoFileOfAnExport() {
        Binary binary = new Binary();
        binary.setId("b1");

        stored(binary);

        assertThat(appended).isEmpty();
    }
}
