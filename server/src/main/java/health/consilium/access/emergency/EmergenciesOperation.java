package health.consilium.access.emergency;

import static health.consilium.access.emergency.BreakGlassOperation.moment;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;

/** {@code POST AuditEvent/$emergencies}: what waits for the privacy officer's review, and what was reviewed. */
@Component
class EmergenciesOperation implements FhirOperation {

    private static final int USUAL_COUNT = 50;
    private static final int GREATEST_COUNT = 200;

    private final Callers callers;
    private final Register register;

    EmergenciesOperation(Callers callers, Register register) {
        this.callers = callers;
        this.register = register;
    }

    @Operation(
            name = "$emergencies",
            typeName = "AuditEvent",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/emergencies")
    public Parameters list(
            @OperationParam(name = "all", max = 1) BooleanType all,
            @OperationParam(name = "count", max = 1) IntegerType count,
            @OperationParam(name = "offset", max = 1) IntegerType offset) {
        callers.require(Role.ADMIN);
        boolean open = all == null || !all.booleanValue();
        Parameters answer = new Parameters();
        answer.addParameter("open", new IntegerType(register.toReview()));
        register.list(
                        open,
                        number("count", count, USUAL_COUNT, 1, GREATEST_COUNT),
                        number("offset", offset, 0, 0, Integer.MAX_VALUE))
                .forEach(emergency -> add(answer.addParameter().setName("emergency"), emergency));
        return answer;
    }

    private static int number(String name, IntegerType value, int usual, int least, int greatest) {
        if (value == null || !value.hasValue()) {
            return usual;
        }
        if (value.getValue() < least || value.getValue() > greatest) {
            throw Refusal.badRequest("malformed", name + " is from " + least + " to " + greatest + ".", name)
                    .asException();
        }
        return value.getValue();
    }

    private static void add(ParametersParameterComponent part, Emergency emergency) {
        part(part, "id", new StringType(emergency.id().toString()));
        part(part, "declared", moment(emergency.declaredAt()));
        part(part, "until", moment(emergency.until()));
        part(part, "who", new Reference(emergency.who().party()));
        part(part, "role", new CodeType(emergency.who().role()));
        emergency.who().organization().ifPresent(reference -> part(part, "organization", new Reference(reference)));
        part(part, "case", new StringType(emergency.file().number()));
        part(part, "patient", new Reference(emergency.file().patient()));
        part(part, "reason", new StringType(emergency.reason()));
        emergency.review().ifPresent(review -> {
            part(part, "reviewed", moment(review.at()));
            part(part, "by", new Reference(review.by()));
            part(part, "justified", new BooleanType(review.justified()));
            part(part, "note", new StringType(review.note()));
        });
    }

    private static void part(ParametersParameterComponent part, String name, Type value) {
        part.addPart().setName(name).setValue(value);
    }
}
