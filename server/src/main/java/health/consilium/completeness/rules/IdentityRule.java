package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;

/** The patient has name, full birth date and identifier, and no record is of anybody else. */
final class IdentityRule implements ItemRule {
    private static final int FULL_DATE = "yyyy-mm-dd".length();

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        Patient patient = index.patient();
        if (patient == null) {
            return Finding.missing("the Patient with name, birth date and identifier");
        }
        List<Reason> reasons = new ArrayList<>();
        String reference = CaseRecords.reference(patient);
        if (!patient.hasName()
                || !patient.getNameFirstRep().hasFamily()
                        && !patient.getNameFirstRep().hasText()) {
            reasons.add(Reason.of(Problem.INCOMPLETE, "lacks.name", reference));
        }
        String born = patient.getBirthDateElement().getValueAsString();
        if (born == null || born.length() < FULL_DATE) {
            reasons.add(Reason.of(Problem.INCOMPLETE, "lacks.birth-date", reference));
        }
        if (!patient.hasIdentifier()) {
            reasons.add(Reason.of(Problem.INCOMPLETE, "lacks.identifier", reference));
        }
        index.foreign().forEach(e -> reasons.add(Reason.of(Problem.OTHER_PATIENT, e)));
        return reasons.isEmpty()
                ? Finding.met(List.of(reference))
                : new Finding(RequirementStatus.PARTIAL, List.of(reference), reasons);
    }
}
