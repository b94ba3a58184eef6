package health.consilium.journeys;

import static health.consilium.journeys.BreakGlassIT.declared;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Hooks;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A cohort names patients of many cases, and a subscription holds a secret: neither is a record of one case. */
@ServerTest
class CohortsIT {

    private static final String SENDER = "contributor.hospital-nairobi";

    @Autowired
    Journeys journeys;

    @Autowired
    FhirStore store;

    @Test
    void aCohortIsNotReadInAnEmergencyOfAMember() {
        Journey journey = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("hcc");
        String cohort = "Group/" + journey.hospital().post(of(journey, other)).createdId();
        Api stranger = inAnEmergency(journey);

        isHidden(stranger, cohort);

        assertThat(labels(cohort)).containsExactly(SENDER);
        for (Api reader : List.of(journey.hospital(), journey.coordinator(), Api.person("admin"))) {
            assertThat(reader.read(Group.class, cohort).getMember()).hasSize(2);
        }
        assertThat(journey.hospital().search("Group?_id=" + id(cohort)).getEntry())
                .hasSize(1);
    }

    @Test
    void aLabelFromBeforeOpensNoCohort() {
        Journey journey = journeys.hospitalSends("breast");
        String cohort = "Group/" + journey.hospital().post(of(journey)).createdId();
        store.inTransaction(() -> {
            store.label(cohort, List.of(Compartment.ofCase(journey.number())));
            return null;
        });
        assertThat(labels(cohort)).hasSize(2);
        Api stranger = inAnEmergency(journey);

        isHidden(stranger, cohort);

        Group changed = journey.hospital().read(Group.class, cohort);
        journey.hospital().put(changed.setName("Another name")).as(Group.class);
        isHidden(stranger, cohort);
    }

    @Test
    void whatCameWithACaseIsNotOfTheCase() {
        Hooks hook = Hooks.open();
        Bundle sent = ExampleCases.fresh("breast");
        String patient = sent.getEntry().stream()
                .filter(entry -> entry.getResource().fhirType().equals("Patient"))
                .map(Bundle.BundleEntryComponent::getFullUrl)
                .findFirst()
                .orElseThrow();
        Group cohort = cohort();
        cohort.addMember().setEntity(new Reference(patient));
        add(sent, cohort);
        add(sent, SubscriptionIT.form("case-stage-changed", hook));
        Journey journey = journeys.hospitalSends(sent);
        String group = "Group/" + Api.idOf(sent, journey.answer(), "Group");
        String subscription = "Subscription/" + Api.idOf(sent, journey.answer(), "Subscription");
        Api stranger = inAnEmergency(journey);

        isHidden(stranger, group);
        isHidden(stranger, subscription);
        isHidden(journey.patient(), subscription);

        assertThat(labels(group)).containsExactly(SENDER);
        assertThat(labels(subscription)).containsExactly(SENDER);
        assertThat(journey.hospital().read(Subscription.class, subscription).getCriteria())
                .isNotEmpty();
    }

    @Test
    void theDesksCohortIsForDeskAndAdministrators() {
        Journey journey = journeys.hospitalSends("breast");

        String cohort = "Group/" + journey.coordinator().post(of(journey)).createdId();

        isHidden(journey.hospital(), cohort);
        assertThat(labels(cohort)).isEmpty();
        for (Api reader : List.of(journey.coordinator(), Api.person("admin"))) {
            assertThat(reader.get(cohort).status()).isEqualTo(200);
        }
    }

    /** Who reads no records does not learn by a reference either that there is a patient. */
    @Test
    void anAdministratorPutsNoPatientIntoACohortAndIsToldWhy() {
        Journey journey = journeys.hospitalSends("breast");
        Api admin = Api.person("admin");
        Group nobodys = cohort();
        nobodys.addMember().setEntity(new Reference("Patient/nobody"));

        for (Group cohort : List.of(of(journey), nobodys)) {
            Api.Response refused = admin.post(cohort);
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.message())
                    .contains("The role admin reads no Patient", "hospital", "coordination desk")
                    .doesNotContain("Send the resource");
        }

        Group staff = cohort().setType(Group.GroupType.PRACTITIONER);
        staff.addMember().setEntity(new Reference("Practitioner/coordinator"));
        assertThat(admin.post(staff).status()).isEqualTo(201);
        String desks = "Group/" + journey.coordinator().post(of(journey)).createdId();
        Group renamed = admin.read(Group.class, desks).setName("Another name");
        assertThat(admin.put(renamed).as(Group.class).getMember()).hasSize(1);
    }

    private static void isHidden(Api reader, String reference) {
        String search = reference.replace("/", "?_id=");
        assertThat(reader.get(reference).status()).isEqualTo(404);
        assertThat(reader.search(search).getEntry()).isEmpty();
        assertThat(reader.search(search + "&_summary=count").getTotal()).isZero();
    }

    /** A clinician of another hospital who reads the patient of this case. */
    private static Api inAnEmergency(Journey journey) {
        Api stranger = journey.stranger(PartyRole.HOSPITAL);
        declared(stranger, journey);
        assertThat(stranger.get("Patient/" + journey.patientId()).status()).isEqualTo(200);
        return stranger;
    }

    private List<String> labels(String reference) {
        return store.find(reference).orElseThrow().getMeta().getSecurity().stream()
                .filter(coding -> Compartment.SYSTEM.equals(coding.getSystem()))
                .map(Coding::getCode)
                .toList();
    }

    private static Group of(Journey... members) {
        Group cohort = cohort();
        for (Journey member : members) {
            cohort.addMember().setEntity(new Reference("Patient/" + member.patientId()));
        }
        return cohort;
    }

    private static Group cohort() {
        return new Group().setActual(true).setType(Group.GroupType.PERSON).setName("Triple negative, of this year");
    }

    private static void add(Bundle transaction, Resource resource) {
        transaction
                .addEntry()
                .setFullUrl("urn:uuid:" + UUID.randomUUID())
                .setResource(resource)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl(resource.fhirType());
    }

    private static String id(String reference) {
        return reference.substring(reference.indexOf('/') + 1);
    }
}
