package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.CentreWork;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * Written questions about the delivered opinion. One round is included; each further one opens with the acceptance of its
 * price.
 */
@Component
class FollowUp {

    private final Callers callers;
    private final DeliveredCase delivered;
    private final CentreWork centres;
    private final Questions questions;
    private final FollowUpOffer offer;
    private final Conversation conversation;

    FollowUp(
            Callers callers,
            DeliveredCase delivered,
            CentreWork centres,
            Questions questions,
            FollowUpOffer offer,
            Conversation conversation) {
        this.callers = callers;
        this.delivered = delivered;
        this.centres = centres;
        this.questions = questions;
        this.offer = offer;
        this.conversation = conversation;
    }

    /** What comes of a question. */
    sealed interface Answer {

        record Asked(Task task) implements Answer {}

        record Priced(Refusal refusal) implements Answer {}
    }

    Answer ask(String taskId, FollowUpRequest request) {
        Caller caller = callers.require(Role.PATIENT, Role.COORDINATOR);
        return conversation.inTransaction(() -> {
            CaseFile file = delivered.hold(taskId);
            Task referral = centres.requireReported(file);
            String author = author(file, request, caller);
            Optional<Task> same = questions.open(file, request.question());
            if (same.isPresent()) {
                return new Answer.Asked(same.get());
            }
            if (request.accept().isPresent()) {
                return accepted(file, referral, request, author, caller);
            }
            return questions.isIncludedRoundLeft(file)
                    ? asked(file, referral, request, author, Optional.empty())
                    : priced(file, referral, request, "One round of questions is included and was asked.");
        });
    }

    private Answer accepted(CaseFile file, Task referral, FollowUpRequest request, String author, Caller caller) {
        if (!caller.is(Role.PATIENT)) {
            throw Refusal.forbidden("The patient, or a proxy, accepts a price.").asException();
        }
        Claim claim = offer.require(file, request.accept().get());
        return offer.isOpen(claim)
                ? asked(file, referral, request, author, Optional.of(offer.accept(claim)))
                : priced(file, referral, request, "This offer was used or has expired.");
    }

    private Answer asked(
            CaseFile file, Task referral, FollowUpRequest request, String author, Optional<Claim> estimate) {
        Task task = questions.put(file, referral, request, author, estimate);
        conversation.begun(file);
        return new Answer.Asked(task);
    }

    private Answer priced(CaseFile file, Task referral, FollowUpRequest request, String why) {
        Optional<Claim> claim = offer.make(file, referral, request.language());
        return new Answer.Priced(claim.map(offered -> Refusal.conflict(
                                "not-included",
                                why + " The next one costs " + FollowUpOffer.price(offered)
                                        + "; repeat the call with accept Claim/"
                                        + offered.getIdElement().getIdPart() + " to order it.")
                        .offering("Claim/" + offered.getIdElement().getIdPart()))
                .orElseGet(() -> Refusal.conflict(
                        "not-included",
                        why + " The centre has no price for another one; the coordination desk asks for it.")));
    }

    private String author(CaseFile file, FollowUpRequest request, Caller caller) {
        String author = request.author()
                .orElse(
                        caller.is(Role.PATIENT)
                                ? caller.party()
                                : file.patient().getReference());
        boolean own = !caller.is(Role.PATIENT) || author.equals(caller.party());
        if (!own || !conversation.isPatientOrProxy(file, author)) {
            throw Refusal.unprocessable(
                            "dangling-reference",
                            "A question is asked by the patient or a RelatedPerson of the patient; leave author out to ask"
                                    + " it yourself.",
                            "author")
                    .asException();
        }
        return author;
    }
}
