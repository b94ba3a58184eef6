package health.consilium.delivery;

import health.consilium.delivery.OpinionLetter.Agreement;
import health.consilium.delivery.OpinionLetter.Answered;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.terminology.Diagnoses;
import health.consilium.terminology.rules.Designations;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** What a letter to the treating oncologist says, taken from the case and the delivered opinion. */
@Component
class OpinionLetters {

    private static final String EXTENSION = FhirPackage.CANONICAL + "/StructureDefinition/";

    private final FhirStore store;
    private final Readers readers;
    private final Cases cases;
    private final Diagnoses diagnoses;
    private final WorkflowSettings settings;
    private final Clock clock;

    OpinionLetters(
            FhirStore store,
            Readers readers,
            Cases cases,
            Diagnoses diagnoses,
            WorkflowSettings settings,
            Clock clock) {
        this.store = store;
        this.readers = readers;
        this.cases = cases;
        this.diagnoses = diagnoses;
        this.settings = settings;
        this.clock = clock;
    }

    OpinionLetter write(CaseFile file, Composition opinion, Reference centre, Optional<Organization> addressee) {
        Patient patient = readers.patient(file);
        return new OpinionLetter(
                settings.coordinationDeskName(),
                file.number(),
                LocalDate.now(clock.withZone(ZoneOffset.UTC)),
                addressee.map(Organization::getName),
                Readers.name(patient),
                Optional.ofNullable(patient.getBirthDateElement().getValueAsString()),
                tumour(file),
                name(centre),
                day(opinion),
                answers(file, opinion),
                opinion.getExtensionsByUrl(EXTENSION + "concordance").stream()
                        .map(one -> new Agreement(value(one, "aspect"), value(one, "degree")))
                        .toList());
    }

    /** What the patient asked about, where the codes of the case decide. */
    private Optional<Designations> tumour(CaseFile file) {
        return diagnoses.tumourType(file.request(), cases.diagnosticRecords(file)) instanceof Mapped mapped
                ? Optional.of(mapped.type().name())
                : Optional.empty();
    }

    String name(Reference organization) {
        return store.find(Organization.class, new IdType(organization.getReference()).getIdPart())
                .map(Organization::getName)
                .orElse("");
    }

    static Optional<LocalDate> day(Composition opinion) {
        return Optional.ofNullable(opinion.getDate())
                .map(date -> date.toInstant().atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static List<Answered> answers(CaseFile file, Composition opinion) {
        Map<String, String> questions = new HashMap<>();
        file.request()
                .getExtensionsByUrl(EXTENSION + "clinical-question")
                .forEach(question -> questions.put(value(question, "number"), value(question, "text")));
        return opinion.getSection().stream()
                .map(section -> {
                    Extension answers = section.getExtensionByUrl(EXTENSION + "answers-question");
                    String number = answers == null ? "" : answers.getValue().primitiveValue();
                    return new Answered(
                            questions.getOrDefault(number, section.getTitle()),
                            section.getText().getDiv().allText().strip());
                })
                .toList();
    }

    private static String value(Extension extension, String part) {
        Extension value = extension.getExtensionByUrl(part);
        return value == null ? "" : value.getValue().primitiveValue();
    }
}
