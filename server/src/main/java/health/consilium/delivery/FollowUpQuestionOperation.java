package health.consilium.delivery;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import health.consilium.fhir.FhirPackage;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.MarkdownType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** {@code POST Task/[id]/$follow-up-question}: a written question to the centre, or what it would cost. */
@Component
class FollowUpQuestionOperation implements FhirOperation {

    private final FollowUp followUp;

    FollowUpQuestionOperation(FollowUp followUp) {
        this.followUp = followUp;
    }

    @Operation(
            name = "$follow-up-question",
            typeName = "Task",
            canonicalUrl = FhirPackage.CANONICAL + "/OperationDefinition/follow-up-question")
    public Task ask(
            @IdParam IIdType taskId,
            @OperationParam(name = "question", min = 1, max = 1) MarkdownType question,
            @OperationParam(name = "language", min = 1, max = 1) CodeType language,
            @OperationParam(name = "author", max = 1) Reference author,
            @OperationParam(name = "accept", max = 1) Reference accept) {
        FollowUp.Answer answer =
                followUp.ask(taskId.getIdPart(), FollowUpRequest.of(question, language, author, accept));
        if (answer instanceof FollowUp.Answer.Priced priced) {
            // Not before: the offer has to outlive the refusal.
            throw priced.refusal().asException();
        }
        return ((FollowUp.Answer.Asked) answer).task();
    }
}
