package health.consilium.journeys;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.journeys.MatrixRules.Relation;
import health.consilium.journeys.MatrixRules.Who;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Translators;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Task;

/**
 * Four cases in four states, and in each of them one resource of every type, with the labels that the server gives to what a
 * hospital sent and a centre may see. Grants are not made here: they come and go with the Tasks and Consents of the cases.
 */
final class MatrixWorld {

    static final String IDENTIFIERS = "https://example.org/matrix";

    /** One of the cases. */
    record Place(OnTheWay way, Map<String, String> ids, Map<String, String> baits, Map<String, String> followers) {}

    private final FhirStore store;
    private final Map<Relation, Place> places = new EnumMap<>(Relation.class);
    private final Map<Relation, Api> patients = new EnumMap<>(Relation.class);
    private final Map<String, String> shared = new TreeMap<>();
    private final Map<String, String> inHand = new TreeMap<>();
    private final Map<String, String> handedOn = new TreeMap<>();

    MatrixWorld(Journeys journeys, FhirStore store, Set<String> types) {
        this.store = store;
        OnTheWay own = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul")
                .packed()
                .consented()
                .submitted();
        OnTheWay other = OnTheWay.awaitingConsent(journeys, "hcc", "centre-istanbul")
                .packed()
                .consented()
                .submitted();
        OnTheWay closed = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul")
                .packed()
                .consented()
                .submitted();
        OnTheWay withdrawn = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul")
                .packed()
                .consented()
                .submitted();
        String sender = "hospital-nairobi";
        List<String> caseTypes =
                types.stream().filter(type -> !MatrixRules.isPublic(type)).toList();
        place(Relation.OWN, own, sender, caseTypes, false);
        place(Relation.OTHER, other, "hospital-elsewhere", caseTypes, false);
        place(Relation.CLOSED, closed, sender, caseTypes, false);
        place(Relation.WITHDRAWN, withdrawn, sender, caseTypes, false);
        place(Relation.HELD, own, sender, caseTypes, true);
        closed.step("rejected", "declined").as(Task.class);
        withdraw(withdrawn);
        types.stream().filter(MatrixRules::isPublic).forEach(this::findShared);
        translate(journeys);
    }

    private static void withdraw(OnTheWay way) {
        org.hl7.fhir.r4.model.Consent consent =
                way.journey.patient().read(org.hl7.fhir.r4.model.Consent.class, Journey.reference(way.consent()));
        consent.setStatus(org.hl7.fhir.r4.model.Consent.ConsentState.INACTIVE);
        way.journey.patient().put(consent).as(org.hl7.fhir.r4.model.Consent.class);
    }

    private void place(Relation relation, OnTheWay way, String hospital, List<String> types, boolean held) {
        String number = way.journey.number();
        String referral = way.centre()
                .read(ServiceRequest.class, way.referralTask().getFocus().getReference())
                .getRequisition()
                .getValue();
        List<Coding> labels = held
                ? List.of(Compartment.atDesk(number), Compartment.ofOpinion(referral))
                : List.of(
                        Compartment.ofCase(number),
                        Compartment.ofContributor(hospital),
                        Compartment.ofReferral(referral));
        Place place = new Place(way, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        places.put(relation, place);
        patients.put(relation, way.journey.patient());
        store.inTransaction(() -> {
            for (String type : types) {
                place.ids().put(type, id(store.create(resource(type, way.journey.patientId(), relation, labels))));
            }
            return null;
        });
        List<Coding> seen = places.get(Relation.OWN).way() == way && !held
                ? labels
                : labelsOf(places.get(Relation.OWN).ids().get("Observation"));
        store.inTransaction(() -> {
            for (String type : types) {
                String target = type + "/" + place.ids().get(type);
                place.baits().put(type, id(store.create(pointing(target, seen))));
                place.followers()
                        .put(
                                type,
                                id(store.create(pointing(
                                        type + "/"
                                                + places.get(Relation.OWN).ids().get(type),
                                        labels))));
            }
            return null;
        });
    }

    private List<Coding> labelsOf(String observation) {
        return store.find("Observation/" + observation).orElseThrow().getMeta().getSecurity().stream()
                .map(Coding::copy)
                .toList();
    }

    private static Task pointing(String target, List<Coding> labels) {
        Task task = new Task();
        task.setStatus(Task.TaskStatus.DRAFT);
        task.setFocus(new Reference(target));
        labels.forEach(label -> task.getMeta().addSecurity(label.copy()));
        return task;
    }

    static Resource resource(String type, String patient, Relation relation, List<Coding> labels) {
        Resource resource = (Resource) Api.FHIR.getResourceDefinition(type).newInstance();
        labels.forEach(label -> resource.getMeta().addSecurity(label.copy()));
        set(resource, "identifier", identifier(type, relation));
        for (String element : List.of("subject", "patient", "for", "beneficiary")) {
            set(resource, element, new Reference("Patient/" + patient));
        }
        if (resource instanceof Group cohort) {
            cohort.setActual(true).setType(Group.GroupType.PERSON);
            cohort.addMember().setEntity(new Reference("Patient/" + patient));
        }
        if (resource instanceof Subscription subscription) {
            subscription.setStatus(Subscription.SubscriptionStatus.OFF);
        }
        if (resource instanceof Bundle bundle) {
            bundle.setType(Bundle.BundleType.COLLECTION);
        }
        if (resource instanceof Task task) {
            task.setStatus(Task.TaskStatus.DRAFT);
        }
        return resource;
    }

    static Identifier identifier(String type, Relation relation) {
        return new Identifier().setSystem(IDENTIFIERS).setValue(type + "-" + relation);
    }

    private static void set(Resource resource, String element, org.hl7.fhir.r4.model.Base value) {
        if (resource.getNamedProperty(element) == null
                || !resource.getNamedProperty(element)
                        .getTypeCode()
                        .startsWith(value instanceof Identifier ? "Identifier" : "Reference")) {
            return;
        }
        try {
            resource.setProperty(element, value);
        } catch (FHIRException e) {
            throw new AssertionError(resource.fhirType() + "." + element, e);
        }
    }

    /** A type of which there is no resource, or that has operations only, is left out of the reads. */
    private void findShared(String type) {
        Api.Response found = Api.person("coordinator").get(type + "?_count=1");
        if (found.status() != 200) {
            return;
        }
        found.as(Bundle.class).getEntry().stream()
                .findFirst()
                .ifPresent(entry -> shared.put(type, id(entry.getResource())));
    }

    /** A translator has one record in hand, and has handed on another. */
    private void translate(Journeys journeys) {
        Journey journey = journeys.hospitalSends("hcc")
                .coordinatorAssesses()
                .patientChooses()
                .recordsAreCollected()
                .recordsAreReviewed();
        List<Task> free = journey.tasks("translate").stream()
                .filter(task -> task.getStatus() == Task.TaskStatus.REQUESTED)
                .toList();
        note(handedOn, free.get(0), journey);
        Translators.translate(free.get(0), "en");
        note(inHand, free.get(1), journey);
        Translators.take(Api.person(Translators.FIRST), free.get(1));
    }

    private static void note(Map<String, String> ids, Task task, Journey journey) {
        String document = task.getFocus().getReferenceElement().getIdPart();
        ids.put("DocumentReference", document);
        ids.put(
                "Binary",
                journey.coordinator()
                        .read(org.hl7.fhir.r4.model.DocumentReference.class, "DocumentReference/" + document)
                        .getContentFirstRep()
                        .getAttachment()
                        .getUrl()
                        .replace("Binary/", ""));
        ids.put("Task", id(task));
    }

    Map<String, String> inHand() {
        return inHand;
    }

    Map<String, String> handedOn() {
        return handedOn;
    }

    Map<String, String> shared() {
        return shared;
    }

    Place place(Relation relation) {
        return places.get(relation);
    }

    /** The caller of this kind who stands so to the case of that relation. */
    Api caller(Who who, Relation relation) {
        return switch (who) {
            case PATIENT ->
                relation == Relation.OTHER || relation == Relation.HELD
                        ? patients.get(Relation.OWN)
                        : patients.get(relation);
            case HOSPITAL -> Api.system("hospital-nairobi");
            case COORDINATOR -> Api.person("coordinator");
            case TRANSLATOR -> Api.person(Translators.FIRST);
            case CENTRE -> Api.system("centre-seoul");
            case ADMIN -> Api.person("admin");
            case NOBODY -> Api.nobody();
        };
    }

    private static String id(Resource resource) {
        return resource.getIdElement().getIdPart();
    }
}
