package health.consilium.examples.coordinator;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.hl7.fhir.r4.model.Type;

/** Names of the API that several parts use. */
final class Codes {

    static final String SO = "https://w3id.org/consilium/fhir";
    static final String TASK_CODE = SO + "/CodeSystem/task-code";
    static final String TASK_INPUT = SO + "/CodeSystem/task-input";
    static final String SHA256 = SO + "/StructureDefinition/sha256";

    private Codes() {}

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }

    static TaskOutputComponent output(String type, Type value) {
        return new TaskOutputComponent(concept(TASK_INPUT, type), value);
    }

    static Reference to(Resource resource) {
        return new Reference(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }
}
