package health.consilium.packaging.rules;

import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;

/** One line for each resource, so that the brief can be read without software for the resources. */
final class Lines {

    private static final String[] NAMES = {"code", "medication[x]", "type", "vaccineCode", "relationship"};
    private static final String[] DATES = {"effective[x]", "performed[x]", "onset[x]", "started", "authoredOn", "issued"
    };

    private Lines() {}

    static String of(Resource resource) {
        if (resource instanceof DocumentReference document) {
            return document(document);
        }
        String line = name(resource);
        if (resource instanceof Observation observation) {
            line += value(observation);
        }
        String date = date(resource);
        return date.isEmpty() ? line : line + " (" + date + ")";
    }

    private static String document(DocumentReference document) {
        Attachment attachment = document.getContentFirstRep().getAttachment();
        String title = document.hasDescription()
                ? document.getDescription()
                : attachment.hasTitle() ? attachment.getTitle() : text(document.getType());
        boolean translation = document.getRelatesTo().stream()
                .anyMatch(related -> related.getCode() == DocumentReference.DocumentRelationshipType.TRANSFORMS);
        return title + ", " + attachment.getLanguage() + (translation ? ", verified translation" : "");
    }

    private static String name(Resource resource) {
        if (resource instanceof ImagingStudy study) {
            return study.hasDescription() ? study.getDescription() : "Imaging study";
        }
        if (resource instanceof AllergyIntolerance allergy && !allergy.hasCode()) {
            return "Allergy";
        }
        for (String property : NAMES) {
            Property found = resource.getNamedProperty(property);
            if (found != null && found.hasValues() && found.getValues().get(0) instanceof CodeableConcept concept) {
                return text(concept);
            }
        }
        return resource.fhirType();
    }

    private static String value(Observation observation) {
        if (observation.hasValueQuantity()) {
            Quantity quantity = observation.getValueQuantity();
            String unit = quantity.hasUnit() ? quantity.getUnit() : quantity.hasCode() ? quantity.getCode() : "";
            String comparator =
                    quantity.hasComparator() ? quantity.getComparator().toCode() : "";
            return ": " + comparator + quantity.getValue().toPlainString() + (unit.isEmpty() ? "" : " " + unit);
        }
        if (observation.hasValueCodeableConcept()) {
            return ": " + text(observation.getValueCodeableConcept());
        }
        return observation.hasValue() && observation.getValue().isPrimitive()
                ? ": " + observation.getValue().primitiveValue()
                : "";
    }

    private static String date(Resource resource) {
        for (String property : DATES) {
            Property found = resource.getNamedProperty(property);
            if (found != null && found.hasValues()) {
                return date(found.getValues().get(0));
            }
        }
        return "";
    }

    private static String date(Base value) {
        if (value instanceof Period period) {
            return date(period.getStartElement()) + " to " + (period.hasEnd() ? date(period.getEndElement()) : "now");
        }
        if (value instanceof BaseDateTimeType time && time.getValueAsString() != null) {
            String written = time.getValueAsString();
            return written.length() > 10 ? written.substring(0, 10) : written;
        }
        return "";
    }

    static String text(CodeableConcept concept) {
        if (concept.hasText()) {
            return concept.getText();
        }
        return concept.getCoding().stream()
                .filter(Coding::hasDisplay)
                .map(Coding::getDisplay)
                .findFirst()
                .or(() -> concept.getCoding().stream().map(Coding::getCode).findFirst())
                .orElse("not named");
    }
}
