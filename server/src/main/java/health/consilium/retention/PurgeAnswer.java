package health.consilium.retention;

import health.consilium.retention.PurgePlan.Statement;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** What {@code $purge} answers. */
final class PurgeAnswer {

    private static final String UNDER_WAY = "in-progress";
    private static final String WAITING = "waiting";

    private final Parameters parameters = new Parameters();
    private final String status;

    private PurgeAnswer(String status, String scope, String reason) {
        this.status = status;
        add("status", new CodeType(status));
        add("scope", new CodeType(scope));
        add("reason", new CodeType(reason));
    }

    /** What would go. */
    static PurgeAnswer dry(PurgeRequest request, Statement statement) {
        PurgeAnswer answer = new PurgeAnswer(
                "dry-run", request.scope().code(), request.reason().code());
        answer.state(statement);
        return answer;
    }

    /** How far it is, or that it is done. */
    static PurgeAnswer of(PurgeRun run) {
        boolean done = run.phase() == PurgeRun.Phase.DONE;
        PurgeAnswer answer =
                new PurgeAnswer(done ? "completed" : UNDER_WAY, run.scope().code(), run.reason());
        if (!done) {
            answer.add("done", new IntegerType(run.done()));
            answer.add("total", new IntegerType(run.total()));
        }
        answer.state(run.statement());
        if (done) {
            answer.add("certificate", certificate(run.id()));
        }
        return answer;
    }

    /** What centres have, and what they have said of it. */
    static PurgeAnswer of(PurgeRequest request, List<CentreCopies.Copy> copies) {
        boolean open = copies.stream().anyMatch(copy -> !copy.attested());
        String status = request.dryRun() ? "dry-run" : open ? WAITING : "completed";
        PurgeAnswer answer =
                new PurgeAnswer(status, request.scope().code(), request.reason().code());
        copies.forEach(answer::copy);
        return answer;
    }

    boolean isUnderWay() {
        return status.equals(UNDER_WAY) || status.equals(WAITING);
    }

    Parameters parameters() {
        return parameters;
    }

    private void state(Statement statement) {
        statement.counts().forEach((type, count) -> {
            ParametersParameterComponent counted = parameters.addParameter().setName("count");
            part(counted, "type", new StringType(type));
            part(counted, "value", new IntegerType(count));
        });
        statement.bytes().forEach(bytes -> {
            ParametersParameterComponent document = parameters.addParameter().setName("document");
            part(document, "sha256", new StringType(bytes.sha256()));
            part(document, "size", new DecimalType(bytes.size()));
        });
        if (statement.shared() > 0) {
            add("shared", new IntegerType(statement.shared()));
        }
    }

    private void copy(CentreCopies.Copy copy) {
        ParametersParameterComponent told = parameters.addParameter().setName("copy");
        part(told, "referral", copy.referral());
        part(told, "centre", copy.centre());
        copy.sha256().ifPresent(hash -> part(told, "sha256", new StringType(hash)));
        copy.task().ifPresent(task -> part(told, "task", task));
        copy.attestation().ifPresent(hash -> part(told, "attestation", new StringType(hash)));
        copy.certificate().ifPresent(id -> part(told, "certificate", certificate(id)));
    }

    /** By identifier: the trail is read by auditors alone. */
    private static Identifier certificate(UUID id) {
        return new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + id);
    }

    private void add(String name, Type value) {
        parameters.addParameter().setName(name).setValue(value);
    }

    private static void part(ParametersParameterComponent parameter, String name, Type value) {
        parameter.addPart().setName(name).setValue(value);
    }
}
