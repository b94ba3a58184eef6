package health.consilium.centres;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.centres.rules.DirectoryProblem;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** {@code POST Organization/$load-directory}: the directory from a CSV file, which is the body of the request as it is. */
@Component
class LoadDirectoryOperation implements FhirOperation {

    private final DirectoryLoad load;
    private final Callers callers;

    LoadDirectoryOperation(DirectoryLoad load, Callers callers) {
        this.load = load;
        this.callers = callers;
    }

    @Operation(
            name = "$load-directory",
            type = Organization.class,
            manualRequest = true,
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/load-directory")
    public Parameters load(HttpServletRequest request, @OperationParam(name = "dryRun", max = 1) BooleanType dryRun)
            throws IOException {
        callers.require(Role.COORDINATOR, Role.ADMIN);
        String type = String.valueOf(request.getContentType());
        if (!type.toLowerCase(java.util.Locale.ROOT).startsWith("text/csv")) {
            throw Refusal.of(
                            415,
                            "wrong-media-type",
                            "Send the file as it is, with Content-Type: text/csv; dryRun stands in the URL.")
                    .asException();
        }
        return parameters(load.load(
                request.getInputStream().readAllBytes(), dryRun != null && Boolean.TRUE.equals(dryRun.getValue())));
    }

    private static Parameters parameters(DirectoryLoad.Report report) {
        Parameters parameters = new Parameters();
        parameters.addParameter("dryRun", report.dryRun());
        parameters.addParameter("rows", new IntegerType(report.rows()));
        parameters.addParameter("created", new IntegerType(report.counts().created()));
        parameters.addParameter("updated", new IntegerType(report.counts().updated()));
        parameters.addParameter("unchanged", new IntegerType(report.counts().unchanged()));
        report.ended().forEach(resource -> add(parameters.addParameter().setName("ended"), resource));
        report.problems().forEach(problem -> add(parameters.addParameter().setName("problem"), problem));
        return parameters;
    }

    private static void add(ParametersParameterComponent parameter, Resource ended) {
        parameter
                .addPart()
                .setName("resource")
                .setValue(new Reference(
                        ended.fhirType() + "/" + ended.getIdElement().getIdPart()));
        name(ended).ifPresent(name -> parameter.addPart().setName("name").setValue(new StringType(name)));
    }

    private static Optional<String> name(Resource ended) {
        if (ended instanceof HealthcareService service) {
            return Optional.ofNullable(service.getName());
        }
        return ended instanceof Practitioner person
                ? Optional.ofNullable(person.getNameFirstRep().getText())
                : Optional.empty();
    }

    private static void add(ParametersParameterComponent parameter, DirectoryProblem problem) {
        parameter.addPart().setName("line").setValue(new IntegerType((int) problem.line()));
        if (!problem.column().isEmpty()) {
            parameter.addPart().setName("column").setValue(new StringType(problem.column()));
        }
        parameter.addPart().setName("reason").setValue(new StringType(problem.reason()));
        parameter.addPart().setName("remedy").setValue(new StringType(problem.remedy()));
    }
}
