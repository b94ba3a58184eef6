package health.consilium.packaging.rules;

import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ServiceRequest;

/** A question that the opinion must answer, extension {@code clinical-question}. */
public record ClinicalQuestion(int number, String text) {

    public static final String URL = "https://w3id.org/consilium/fhir/StructureDefinition/clinical-question";

    /** In the order of their numbers. */
    public static List<ClinicalQuestion> of(ServiceRequest request) {
        return request.getExtensionsByUrl(URL).stream()
                .map(ClinicalQuestion::of)
                .sorted(Comparator.comparingInt(ClinicalQuestion::number))
                .toList();
    }

    private static ClinicalQuestion of(Extension extension) {
        return new ClinicalQuestion(
                Integer.parseInt(
                        extension.getExtensionByUrl("number").getValue().primitiveValue()),
                extension.getExtensionByUrl("text").getValue().primitiveValue());
    }
}
