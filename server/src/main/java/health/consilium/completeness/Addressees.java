package health.consilium.completeness;

import health.consilium.fhir.FhirStore;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.Worklist;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** Who is asked for the missing records of a case, how they are called and what they read. */
@Component
class Addressees {

    /** A line to write on. */
    private static final String BLANK = "______________________________";

    private final FhirStore store;
    private final Worklist worklist;
    private final WorkflowSettings settings;

    Addressees(FhirStore store, Worklist worklist, WorkflowSettings settings) {
        this.store = store;
        this.worklist = worklist;
        this.settings = settings;
    }

    /** @param party as it is stored */
    record Addressee(Source source, Reference owner, Resource party) {}

    /**
     * The sending hospital also hands on what a laboratory is asked for, because laboratories have no account. Where no
     * hospital sent the case, the patient takes the letters there.
     */
    Addressee of(Source source, CaseFile file) {
        Reference sender = worklist.sender(file);
        boolean sentByNobody = settings.coordinationDeskReference().equals(sender.getReference());
        Reference owner =
                source == Source.PATIENT || sentByNobody ? file.patient().copy() : sender;
        return new Addressee(source, owner, store.find(owner.getReference()).orElseThrow());
    }

    /** The one party that a coordinator names; empty when it may not be asked. */
    Optional<Addressee> named(String reference, CaseFile file) {
        if (reference.equals(settings.coordinationDeskReference())) {
            return Optional.empty();
        }
        return store.find(reference)
                .filter(party -> mayBeAsked(party, reference, file.patient().getReference()))
                .map(party -> new Addressee(
                        party instanceof Patient || party instanceof RelatedPerson ? Source.PATIENT : Source.HOSPITAL,
                        new Reference(reference),
                        party));
    }

    private static boolean mayBeAsked(Resource party, String reference, String patient) {
        if (party instanceof RelatedPerson person) {
            return patient.equals(person.getPatient().getReference());
        }
        return party instanceof Organization || party instanceof PractitionerRole || reference.equals(patient);
    }

    /** The preferred language of a person, that of an organization's own entry; English when nothing says. */
    String language(Addressee addressee) {
        return SpokenLanguages.first(addressee.party())
                .or(() -> Optional.of(addressee.party())
                        .filter(party -> party instanceof Organization || party instanceof PractitionerRole)
                        .map(Resource::getLanguage))
                .orElse("en");
    }

    /** Empty space for a name that the server does not know. */
    String name(Addressee addressee) {
        Resource party = addressee.party();
        if (addressee.source() != Source.PATIENT && party instanceof Patient) {
            return BLANK;
        }
        return switch (party.fhirType()) {
            case "Patient" -> name(((Patient) party).getName());
            case "RelatedPerson" -> name(((RelatedPerson) party).getName());
            case "Organization" -> ((Organization) party).hasName() ? ((Organization) party).getName() : BLANK;
            default ->
                store.find(
                                Organization.class,
                                ((PractitionerRole) party)
                                        .getOrganization()
                                        .getReferenceElement()
                                        .getIdPart())
                        .map(Organization::getName)
                        .orElse(BLANK);
        };
    }

    /** All forms of a patient's name, the official one first: a records office knows one of them. */
    String allNames(Patient patient) {
        List<String> names = names(patient.getName());
        String others = names.stream().skip(1).collect(Collectors.joining(", "));
        return names.isEmpty() ? BLANK : names.get(0) + (others.isEmpty() ? "" : " (" + others + ")");
    }

    private static String name(List<HumanName> names) {
        return names(names).stream().findFirst().orElse(BLANK);
    }

    private static List<String> names(List<HumanName> names) {
        return Stream.concat(names.stream().filter(name -> name.getUse() == HumanName.NameUse.OFFICIAL), names.stream())
                .filter(name -> name.getUse() != HumanName.NameUse.OLD)
                .map(name -> name.hasText() ? name.getText() : name.getNameAsSingleString())
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }
}
