package health.consilium.journeys;

import static health.consilium.journeys.Erasure.asked;
import static health.consilium.journeys.Erasure.copyCertificate;
import static health.consilium.journeys.Erasure.counts;
import static health.consilium.journeys.Erasure.details;
import static health.consilium.journeys.Erasure.end;
import static health.consilium.journeys.Erasure.parameter;
import static health.consilium.journeys.Erasure.partValue;
import static health.consilium.journeys.Erasure.purge;
import static health.consilium.journeys.Erasure.purged;
import static health.consilium.journeys.Erasure.statement;
import static health.consilium.journeys.Erasure.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Compartment;
import health.consilium.fhir.ContentStore;
import health.consilium.fhir.FhirStore;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records go without the case, and wherever they were copied to. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class PurgeRecordsIT {

    /** Of a file, in a manifest. */
    private static final Pattern ADDRESS = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+/Binary/[^\"]+)\"");

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContentStore contents;

    @Autowired
    FhirStore store;

    @Autowired
    DaoRegistry daos;

    @Test
    void recordsGoAndWhoWorkedOnTheCaseStays() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented()
                .submitted();
        Journey journey = way.journey;
        String number = journey.number();
        Journey another = journeys.hospitalSends("breast");
        String cohort =
                "Group/" + journey.hospital().post(cohort(journey, another)).createdId();
        String cohortFromBefore =
                "Group/" + journey.hospital().post(cohort(journey)).createdId();
        store.inTransaction(() -> {
            store.label(cohortFromBefore, List.of(Compartment.ofCase(number)));
            return null;
        });
        // Under way while the case ends.
        Api desk = journey.stranger(PartyRole.COORDINATOR);
        String export = startExport(journey, desk);
        journey.withdrawnBy(journey.patient());
        end(journey.patient(), way.consent());
        assertThat(journey.status()).isIn("withdrawn", "consent-revoked");

        Parameters waiting = purge(journey, "centre-copy", "consent-revoked").as(Parameters.class);
        assertThat(value(waiting, "status")).isEqualTo("waiting");
        Task task = journey.coordinator()
                .read(Task.class, ((Reference) partValue(parameter(waiting, "copy"), "task")).getReference());
        String statement = statement(way.centre(), task).getReference();
        Parameters asked = asked("centre-copy", "consent-revoked");
        asked.addParameter().setName("attestation").setValue(new Reference(statement));
        Parameters attested = journey.coordinator()
                .operation(journey.caseReference() + "/$purge", asked)
                .as(Parameters.class);
        assertThat(value(attested, "status")).isEqualTo("completed");
        assertThat(details(copyCertificate(attested)).toString()).contains("Organization/centre-istanbul");

        List<String> files = files(desk, export);
        assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file(desk, file))
                .contains("Patient/" + journey.patientId()));
        List<String> stored = files.stream().map(PurgeRecordsIT::id).toList();
        List<String> outside =
                stored.stream().flatMap(id -> contentIds(id).stream()).toList();
        // As HAPI does with the files of an export some hours later: what it holds is still there.
        daos.getResourceDao(Binary.class).delete(new IdType("Binary", stored.get(0)), new SystemRequestDetails());
        assertThat(versions(stored.get(0))).as("of a deleted file").isEqualTo(2);

        Parameters done = purged(journey, "records", "consent-revoked");

        assertThat(files).allSatisfy(file -> assertThat(desk.get(file).status()).isIn(404, 410));
        assertThat(desk.get(export).status()).as("the manifest").isEqualTo(404);
        assertThat(stored).allSatisfy(id -> assertThat(versions(id)).isZero());
        assertThat(outside).allSatisfy(id -> assertThat(contents.isGone(id)).isTrue());
        assertThat(told(number)).as("who is left is told").isOne();

        assertThat(counts(done))
                .containsKeys("Observation", "DocumentReference", "Binary")
                .doesNotContainKey("Task");
        assertThat(journey.root().getStatus()).isEqualTo(Task.TaskStatus.CANCELLED);
        assertThat(journey.status()).isEqualTo("purged");
        assertThat(jdbc.sql(
                                "select count(*) from hfj_resource where res_type in ('Observation', 'Condition') and res_id in ("
                                        + StoredCase.OF_CASE + ")")
                        .param("case", number)
                        .query(Integer.class)
                        .single())
                .isZero();
        Api patient = journey.patient();
        assertThat(patient.get("Patient/" + journey.patientId()).status()).isEqualTo(200);
        assertThat(patient.search(Task.class, "Task?_count=100")).isNotEmpty();
        assertThat(patient.search(DocumentReference.class, "DocumentReference")).isEmpty();
        assertThat(journey.coordinator().get(statement).status())
                .as("proof stays")
                .isEqualTo(200);

        Parameters rest = purged(journey, "case", "patient-request");
        assertThat(counts(rest)).containsKeys("Patient", "Task");
        assertThat(journey.coordinator().get("Patient/" + journey.patientId()).status())
                .isIn(404, 410);
        assertThat(patient.get("Patient/" + journey.patientId()).status())
                .as("the account is gone")
                .isEqualTo(401);
        assertThat(journey.coordinator().get(statement).status()).isEqualTo(200);
        assertThat(told(number)).as("of a case that is gone nothing is told").isZero();
        assertThat(counts(rest)).doesNotContainKey("Group");
        hasNoMembersBut(cohort, List.of("Patient/" + another.patientId()));
        hasNoMembersBut(cohortFromBefore, List.of());
    }

    /** Neither refers to the patient any more; what was there before does. */
    @Test
    void aCohortForgetsWhoLeftItAndADeletedOneWhoWasInIt() {
        Journey journey = journeys.hospitalSends("breast");
        Api hospital = journey.hospital();
        String left = "Group/" + hospital.post(cohort(journey)).createdId();
        hospital.put(hospital.read(Group.class, left).setMember(null)).as(Group.class);
        String deleted = "Group/" + hospital.post(cohort(journey)).createdId();
        hospital.put(hospital.read(Group.class, deleted).setName("Triple negative"))
                .as(Group.class);
        assertThat(journey.coordinator().delete(deleted).status()).isIn(200, 204);
        String ofAnother =
                "Group/" + hospital.post(cohort(journeys.hospitalSends("hcc"))).createdId();
        assertThat(journey.coordinator().delete(ofAnother).status()).isIn(200, 204);
        assertThat(versionsThatName(journey)).isEqualTo(3);

        journey.withdrawnBy(journey.patient());
        purged(journey, "case", "patient-request");

        assertThat(versionsThatName(journey)).isZero();
        for (String cohort : List.of(left, deleted)) {
            assertThat(journey.coordinator().get(cohort + "/_history/1").status())
                    .isIn(404, 410);
        }
        assertThat(hospital.get(left).status()).isEqualTo(200);
        assertThat(journey.coordinator().get(ofAnother + "/_history/1").status())
                .isEqualTo(200);
    }

    /** Of cohorts, in storage. */
    private int versionsThatName(Journey journey) {
        return jdbc.sql("select count(*) from hfj_res_ver where res_type = 'Group' and res_text_vc like :patient")
                .param("patient", "%Patient/" + journey.patientId() + "%")
                .query(Integer.class)
                .single();
    }

    private static void hasNoMembersBut(String cohort, List<String> members) {
        Api desk = Api.person("coordinator");
        assertThat(desk.read(Group.class, cohort).getMember())
                .extracting(member -> member.getEntity().getReference())
                .containsExactlyElementsOf(members);
        assertThat(desk.get(cohort + "/_history/1").status())
                .as("who was in it before")
                .isIn(404, 410);
    }

    /** A cohort of one. */
    private static String startExport(Journey journey, Api desk) {
        String group = journey.hospital().post(cohort(journey)).createdId();
        Api.Response started =
                desk.with("Prefer", "respond-async").get("Group/" + group + "/$export?_type=Condition,Observation");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        return started.header("Content-Location");
    }

    private static Group cohort(Journey... members) {
        Group cohort = new Group().setActual(true).setType(Group.GroupType.PERSON);
        for (Journey member : members) {
            cohort.addMember().setEntity(new Reference("Patient/" + member.patientId()));
        }
        return cohort;
    }

    private static List<String> files(Api who, String export) {
        Api.Response manifest = await().atMost(Erasure.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> who.get(export), response -> response.status() != 202);
        assertThat(manifest.status()).as(manifest.text()).isEqualTo(200);
        return ADDRESS.matcher(manifest.text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String file(Api who, String address) {
        Api.Response file = who.with("Accept", "application/fhir+ndjson").get(address);
        assertThat(file.status()).isEqualTo(200);
        return file.text();
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private int versions(String binary) {
        return jdbc.sql("select count(*) from hfj_res_ver v join hfj_resource r on r.res_id = v.res_id"
                        + " where r.res_type = 'Binary' and r.fhir_id = :id")
                .param("id", binary)
                .query(Integer.class)
                .single();
    }

    private List<String> contentIds(String binary) {
        return jdbc.sql("select substring(v.res_text_vc from '[0-9a-f]{32}') from hfj_res_ver v"
                        + " join hfj_resource r on r.res_id = v.res_id"
                        + " where r.res_type = 'Binary' and r.fhir_id = :id and v.res_text_vc like '%content-id%'")
                .param("id", binary)
                .query(String.class)
                .list();
    }

    /** That the case was purged. */
    private int told(String number) {
        return jdbc.sql("select count(*) from notification_event where case_number = :case and detail = 'purged'")
                .param("case", number)
                .query(Integer.class)
                .single();
    }
}
