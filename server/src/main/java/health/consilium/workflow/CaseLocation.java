package health.consilium.workflow;

import health.consilium.access.CaseAccess;
import health.consilium.access.CaseLocator;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Finds the case of what clients send: the case request that a resource refers to, else what else of a case it refers to (its
 * Task, a record, the patient who has one open case).
 */
@Component
class CaseLocation implements CaseLocator {

    private final FhirStore store;
    private final CaseAccess access;
    private final Numbers numbers;
    private final ca.uhn.fhir.context.FhirContext context;

    CaseLocation(
            @Lazy FhirStore store, @Lazy CaseAccess access, Numbers numbers, ca.uhn.fhir.context.FhirContext context) {
        this.store = store;
        this.access = access;
        this.numbers = numbers;
        this.context = context;
    }

    @Override
    public List<Coding> labelsOf(Resource resource) {
        List<Resource> referred = references(resource)
                .filter(id -> !id.getResourceType().equals("Patient"))
                .flatMap(id -> store.find(id.getValue()).stream())
                .filter(access::sees)
                .toList();
        // What is made of an opinion is kept as close as the opinion itself.
        Optional<List<Coding>> held = referred.stream()
                .map(Compartment::deskLabels)
                .filter(labels -> !labels.isEmpty())
                .findFirst();
        if (held.isPresent()) {
            return held.get();
        }
        Set<String> numbersReferred = new LinkedHashSet<>();
        referred.forEach(target -> Compartment.caseNumber(target).ifPresent(numbersReferred::add));
        Optional<String> number = numbersReferred.size() == 1
                ? numbersReferred.stream().findFirst()
                : references(resource)
                        .filter(id -> id.getResourceType().equals("Patient"))
                        .findFirst()
                        .flatMap(this::onlyOpenCaseOf);
        return number.map(Compartment::ofCase).map(List::of).orElse(List.of());
    }

    @Override
    public Optional<String> caseOf(Bundle transaction) {
        List<ServiceRequest> brought = transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(ServiceRequest.class::isInstance)
                .map(ServiceRequest.class::cast)
                .filter(RequestHook::isCase)
                .toList();
        if (brought.size() > 1) {
            throw Refusal.unprocessable(
                            "duplicate",
                            "Send one case in a transaction; this one has " + brought.size() + ".",
                            "Bundle.entry")
                    .asException();
        }
        if (brought.size() == 1) {
            return Optional.of(sentBefore(brought.get(0)).orElseGet(numbers::newCaseNumber));
        }
        Set<String> referred = new LinkedHashSet<>();
        transaction.getEntry().stream()
                .filter(BundleEntryComponent::hasResource)
                .flatMap(entry -> references(entry.getResource()))
                .filter(id -> id.getResourceType().equals("ServiceRequest"))
                .distinct()
                .forEach(id -> caseOf(id).ifPresent(referred::add));
        if (referred.isEmpty()) {
            return ofDocumentsPatient(transaction);
        }
        return referred.size() == 1 ? referred.stream().findFirst() : Optional.empty();
    }

    /** Documents that name no case, as in IHE ITI-65, belong to the one that their patient has. */
    private Optional<String> ofDocumentsPatient(Bundle transaction) {
        List<DocumentReference> documents = transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .toList();
        // What is made of another document goes where that one is.
        if (documents.stream().anyMatch(DocumentReference::hasRelatesTo)) {
            return Optional.empty();
        }
        List<IdType> patients = documents.stream()
                .map(document -> String.valueOf(document.getSubject().getReference()))
                .filter(reference -> !reference.contains("?"))
                .map(reference -> new IdType(reference).toUnqualifiedVersionless())
                .filter(id -> "Patient".equals(id.getResourceType()) && id.hasIdPart())
                .distinct()
                .toList();
        return patients.size() == 1 ? onlyOpenCaseOf(patients.get(0)) : Optional.empty();
    }

    /** A resend is known by an identifier of the sender's own. */
    private Optional<String> sentBefore(ServiceRequest request) {
        return request.getIdentifier().stream()
                .filter(Identifier::hasSystem)
                .flatMap(identifier -> store
                        .search(FhirQuery.of(ServiceRequest.class)
                                .whereCode("identifier", identifier.getSystem(), identifier.getValue()))
                        .stream())
                .filter(access::sees)
                .findFirst()
                .flatMap(Compartment::caseNumber);
    }

    private Optional<String> caseOf(IdType id) {
        return store.find(id.getValue()).filter(access::sees).flatMap(Compartment::caseNumber);
    }

    private Optional<String> onlyOpenCaseOf(IdType patient) {
        List<String> open = store
                .search(FhirQuery.of(ServiceRequest.class)
                        .where("subject", patient.getValue())
                        .where("status", "active", "on-hold"))
                .stream()
                .filter(RequestHook::isCase)
                .filter(access::sees)
                .flatMap(request -> Compartment.caseNumber(request).stream())
                .distinct()
                .toList();
        return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
    }

    private Stream<IdType> references(Resource resource) {
        return context.newTerser().getAllPopulatedChildElementsOfType(resource, IBaseReference.class).stream()
                .map(reference -> new IdType(reference.getReferenceElement().getValue()).toUnqualifiedVersionless())
                .filter(id -> id.hasResourceType() && id.hasIdPart())
                .filter(id -> !id.getValue().contains("?"));
    }
}
