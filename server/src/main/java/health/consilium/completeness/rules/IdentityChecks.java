package health.consilium.completeness.rules;

import health.consilium.completeness.rules.StudyChecks.Asked;
import health.consilium.terminology.rules.ImagingRule.Check;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;

/** Whether images are of the patient of the case. */
final class IdentityChecks {
    private static final Pattern LETTERS = Pattern.compile("[^a-z]+");

    private IdentityChecks() {}

    /** Names, birth dates and sexes that the images carry must be those of the patient; numbers are local to a hospital. */
    static Outcome identity(Check check, Asked asked) {
        Patient patient = asked.index().patient();
        Set<String> births = asked.study().distinct("PatientBirthDate");
        Set<String> sexes = asked.study().distinct("PatientSex");
        Set<String> names = asked.study().distinct("PatientName");
        if (births.size() > 1
                || sexes.size() > 1
                || asked.study().distinct("PatientID").size() > 1) {
            return Outcome.failed("the images are of more than one patient");
        }
        if (patient == null || births.isEmpty() && names.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        String born =
                String.valueOf(patient.getBirthDateElement().getValueAsString()).replace("-", "");
        boolean otherBirth = born.length() == 8 && births.stream().anyMatch(b -> !b.equals(born));
        String sex = patient.hasGender()
                ? patient.getGender().toCode().substring(0, 1).toUpperCase(Locale.ROOT)
                : "";
        boolean otherSex =
                Set.of("M", "F").contains(sex) && sexes.stream().anyMatch(s -> !s.equals(sex) && !s.equals("O"));
        boolean otherName = patient.hasName() && names.stream().anyMatch(n -> !isNameOf(n, patient));
        return Outcome.of(
                !otherBirth && !otherSex && !otherName, "name, birth date or sex in the images are not the patient's");
    }

    private static boolean isNameOf(String dicom, Patient patient) {
        Set<String> own = patient.getName().stream()
                .flatMap(n ->
                        List.of(LETTERS.split((n.getNameAsSingleString() + " " + n.getText()).toLowerCase(Locale.ROOT)))
                                .stream())
                .collect(Collectors.toSet());
        return List.of(LETTERS.split(dicom.toLowerCase(Locale.ROOT))).stream()
                .anyMatch(part -> part.length() > 1 && own.contains(part));
    }
}
