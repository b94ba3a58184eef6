package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Systems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesComponent;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudySeriesInstanceComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Type;

/**
 * What an ImagingStudy tells of one series, by DICOM keyword: from the elements of FHIR, from our extensions
 * {@code slice-thickness} and {@code contrast}, and for all other attributes from {@code dicom-attribute} of the series
 * or else of the study. A keyword without values is not told.
 */
final class SeriesFacts {
    private static final String ATTRIBUTE = Systems.extension("dicom-attribute");
    private static final String THICKNESS = Systems.extension("slice-thickness");

    /** Millimetres in a unit; a length in another unit is not told. */
    private static final Map<String, Double> MILLIMETRES = Map.of("mm", 1.0, "cm", 10.0, "um", 0.001);

    private final String modality;
    private final String words;
    private final int instances;
    private volatile Set<String> sequences;
    private final Map<String, List<String>> values = new HashMap<>();

    private SeriesFacts(String modality, String words, int instances) {
        this.modality = modality;
        this.words = words;
        this.instances = instances;
    }

    static SeriesFacts of(ImagingStudy study, ImagingStudySeriesComponent series) {
        String modality = series.getModality().hasCode() ? series.getModality().getCode() : "";
        SeriesFacts facts = new SeriesFacts(
                modality, Studies.contrast(series), series.getInstance().size());
        facts.readAttributes(study);
        facts.readAttributes(series);
        facts.readElements(series);
        return facts;
    }

    private void readAttributes(Element series) {
        series.getExtensionsByUrl(ATTRIBUTE).forEach(this::readAttribute);
    }

    private void readAttributes(ImagingStudy study) {
        study.getExtensionsByUrl(ATTRIBUTE).forEach(this::readAttribute);
    }

    private void readAttribute(Extension attribute) {
        Extension keyword = attribute.getExtensionByUrl("keyword");
        List<String> told = attribute.getExtensionsByUrl("value").stream()
                .map(Extension::getValue)
                .filter(v -> v != null && v.isPrimitive() && v.primitiveValue() != null)
                .map(Type::primitiveValue)
                .toList();
        if (keyword != null && keyword.hasValue() && !told.isEmpty()) {
            values.put(keyword.getValue().primitiveValue(), told);
        }
    }

    private void readElements(ImagingStudySeriesComponent series) {
        tell("Modality", modality);
        tell("SeriesDescription", series.getDescription());
        tell("SeriesInstanceUID", series.getUid());
        tell("BodyPartExamined", series.getBodySite().getDisplay());
        tell("ImageLaterality", laterality(series.getLaterality()));
        if (series.hasNumberOfInstances()) {
            tell("NumberOfSeriesRelatedInstances", String.valueOf(series.getNumberOfInstances()));
        }
        tell("ContrastBolusAgent", agent(series.getExtensionByUrl(Systems.extension("contrast"))));
        tell("SliceThickness", thickness(series.getExtensionByUrl(THICKNESS)));
        List<ImagingStudySeriesInstanceComponent> listed = series.getInstance();
        tellAll("SOPInstanceUID", listed.stream().map(i -> i.getUid()).toList());
        tellAll("SOPClassUID", listed.stream().map(i -> uid(i.getSopClass())).toList());
        tellAll(
                "InstanceNumber",
                listed.stream()
                        .map(i -> i.hasNumber() ? String.valueOf(i.getNumber()) : null)
                        .toList());
    }

    private void tell(String keyword, String value) {
        if (value != null && !value.isBlank()) {
            values.put(keyword, List.of(value));
        }
    }

    /** Told only if every instance tells. */
    private void tellAll(String keyword, List<String> told) {
        if (!told.isEmpty() && told.stream().noneMatch(v -> v == null || v.isBlank())) {
            values.put(keyword, List.copyOf(told));
        }
    }

    private static String uid(Coding sopClass) {
        return sopClass.hasCode() ? sopClass.getCode().replace("urn:oid:", "") : null;
    }

    private static String laterality(Coding side) {
        return switch (String.valueOf(side.getCode())) {
            case "7771000", "419161000", "L" -> "L";
            case "24028007", "419465000", "R" -> "R";
            default -> null;
        };
    }

    private static String agent(Extension contrast) {
        return contrast != null && contrast.getValue() instanceof CodeableConcept concept
                ? concept.hasText()
                        ? concept.getText()
                        : concept.getCodingFirstRep().getDisplay()
                : null;
    }

    private static String thickness(Extension extension) {
        if (extension == null || !(extension.getValue() instanceof Quantity quantity) || !quantity.hasValue()) {
            return null;
        }
        String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
        Double millimetres = unit == null ? null : MILLIMETRES.get(unit.trim().toLowerCase(Locale.ROOT));
        return millimetres == null
                ? null
                : quantity.getValue()
                        .multiply(BigDecimal.valueOf(millimetres))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    String modality() {
        return modality;
    }

    /** Description and contrast of the series, in lower case. */
    String words() {
        return words;
    }

    /** Read once for all checks that ask; two threads that ask at once read the same. */
    Set<String> sequences(Function<SeriesFacts, Set<String>> reading) {
        if (sequences == null) {
            sequences = Set.copyOf(reading.apply(this));
        }
        return sequences;
    }

    /** Instances that the study lists one by one. */
    int instances() {
        return instances;
    }

    /** Empty if the attribute is not told. */
    List<String> values(String keyword) {
        return values.getOrDefault(keyword, List.of());
    }

    boolean tells(String keyword) {
        return values.containsKey(keyword);
    }

    /** The first value as a number; empty if it is none. */
    OptionalDouble number(String keyword) {
        List<Double> numbers = numbers(keyword);
        return numbers.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(numbers.get(0));
    }

    /** All values as numbers, several in one by the backslash of DICOM; empty unless all are. */
    List<Double> numbers(String keyword) {
        List<Double> numbers = new ArrayList<>();
        for (String value : values(keyword)) {
            for (String part : value.split("\\\\")) {
                try {
                    numbers.add(Double.parseDouble(part.trim()));
                } catch (NumberFormatException e) {
                    return List.of();
                }
            }
        }
        return numbers;
    }
}
