package health.consilium.centres;

import health.consilium.centres.rules.DirectoryRow;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What the resources of one row of a directory file have in common: how they are marked, and how they point to each other. */
final class DirectoryParts {

    static final String DEFINITION = FhirPackage.CANONICAL + "/StructureDefinition/";
    static final String CODES = FhirPackage.CANONICAL + "/CodeSystem/";
    static final String SNOMED = "http://snomed.info/sct";
    private static final String SID = FhirPackage.CANONICAL + "/sid/";

    private final DirectoryRow row;

    DirectoryParts(DirectoryRow row) {
        this.row = row;
    }

    static void profile(Resource resource, String profile) {
        Meta meta = resource.getMeta();
        if (!meta.hasProfile(DEFINITION + profile)) {
            meta.addProfile(DEFINITION + profile);
        }
    }

    static void identify(List<Identifier> identifiers, String system, String value) {
        boolean known = identifiers.stream()
                .anyMatch(identifier ->
                        (SID + system).equals(identifier.getSystem()) && value.equals(identifier.getValue()));
        if (!known) {
            identifiers.add(new Identifier().setSystem(SID + system).setValue(value));
        }
    }

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }

    Reference centre() {
        return new Reference("Organization/" + row.centre().code());
    }

    String reportId() {
        return "volume-" + row.service().code() + "-" + row.volumes().year();
    }

    String endpointId() {
        return "endpoint-" + row.service().code();
    }

    Period year() {
        Period period = new Period();
        period.setStartElement(new DateTimeType(row.volumes().year() + "-01-01"));
        period.setEndElement(new DateTimeType(row.volumes().year() + "-12-31"));
        return period;
    }
}
