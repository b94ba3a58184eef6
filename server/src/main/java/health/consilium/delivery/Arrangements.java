package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code $arrange}: one Task of a kind at a time. */
@Component
class Arrangements {

    private final Callers callers;
    private final DeliveredCase delivered;
    private final Cases cases;
    private final Conversation conversation;
    private final List<Arrangement> all;

    Arrangements(
            Callers callers, DeliveredCase delivered, Cases cases, Conversation conversation, List<Arrangement> all) {
        this.callers = callers;
        this.delivered = delivered;
        this.cases = cases;
        this.conversation = conversation;
        this.all = all;
    }

    Task open(String taskId, ArrangeRequest request) {
        Caller caller = callers.require(Role.PATIENT, Role.COORDINATOR);
        Arrangement wanted = all.stream()
                .filter(arrangement -> arrangement.code().equals(request.what()))
                .findFirst()
                .orElseThrow(() -> Refusal.unprocessable(
                                "unknown-code",
                                "The parameter what is one of "
                                        + all.stream()
                                                .map(Arrangement::code)
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        + ".",
                                "what")
                        .asException());
        return conversation.inTransaction(() -> {
            CaseFile file = delivered.hold(taskId);
            return cases.open(file.number(), wanted.code()).stream().findFirst().orElseGet(() -> {
                conversation.begun(file);
                return wanted.open(cases.byNumber(file.number()).orElseThrow(), request, caller);
            });
        });
    }
}
