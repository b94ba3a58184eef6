package health.consilium.journeys;

import health.consilium.support.Journey;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Cases for {@code $completeness}, and the reading of its answers. */
final class Completeness {

    static final String AS_OF = "2026-11-20";
    static final String CHECKLIST = "https://w3id.org/consilium/fhir/PlanDefinition/checklist-";

    private Completeness() {}

    /** Takes a resource out of a transaction, and the references to it. */
    static <T extends Resource> T take(Bundle transaction, Class<T> type, Predicate<T> which) {
        BundleEntryComponent entry = transaction.getEntry().stream()
                .filter(candidate -> type.isInstance(candidate.getResource()))
                .filter(candidate -> which.test(type.cast(candidate.getResource())))
                .findFirst()
                .orElseThrow();
        transaction.getEntry().remove(entry);
        transaction.getEntry().forEach(other -> drop(other.getResource(), entry.getFullUrl()));
        return type.cast(entry.getResource());
    }

    static void drop(Resource resource, String target) {
        if (resource instanceof ServiceRequest request) {
            request.getSupportingInfo().removeIf(reference -> target.equals(reference.getReference()));
        } else if (resource instanceof DiagnosticReport report) {
            report.getResult().removeIf(reference -> target.equals(reference.getReference()));
            report.getImagingStudy().removeIf(reference -> target.equals(reference.getReference()));
        } else if (resource instanceof DocumentReference document) {
            document.getContext().getRelated().removeIf(reference -> target.equals(reference.getReference()));
        }
    }

    static Predicate<Observation> is(String loinc) {
        return observation -> observation.getCode().hasCoding("http://loinc.org", loinc);
    }

    static String path(Journey journey) {
        return journey.caseReference() + "/$completeness";
    }

    static Parameters asOf() {
        return new Parameters().addParameter("asOf", new DateTimeType(AS_OF));
    }

    static String status(Parameters answer, String id) {
        return item(answer, id).getPart().stream()
                .filter(part -> part.getName().equals("status"))
                .map(part -> part.getValue().primitiveValue())
                .findFirst()
                .orElseThrow();
    }

    static List<String> notices(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("notice"))
                .map(parameter -> parameter.getValue().primitiveValue())
                .toList();
    }

    /** The words and codes of a group, in their order. */
    static List<String> texts(ParametersParameterComponent item, String group) {
        return item.getPart().stream()
                .filter(part -> part.getName().equals(group))
                .flatMap(part -> part.getPart().stream())
                .filter(part -> part.getValue().isPrimitive())
                .map(part -> part.getValue().primitiveValue())
                .toList();
    }

    static Optional<DetectedIssue> gap(Parameters answer, String id) {
        return item(answer, id).getPart().stream()
                .filter(part -> part.getName().equals("gap"))
                .map(part -> (DetectedIssue) part.getResource())
                .findFirst();
    }

    static ParametersParameterComponent item(Parameters answer, String id) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("item"))
                .filter(parameter -> ((Coding) parameter.getPart().get(0).getValue())
                        .getCode()
                        .equals(id))
                .findFirst()
                .orElseThrow();
    }
}
