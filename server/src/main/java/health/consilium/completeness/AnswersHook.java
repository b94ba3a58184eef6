package health.consilium.completeness;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Callers;
import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.completeness.rules.GapAnswer;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Answers to the form of a request join the case that the form is of, whatever else they refer to, and say all that has to go
 * with them. After the guard of writes: whoever may read the form need not see the case.
 */
@Component
@Interceptor(order = 130)
class AnswersHook implements StorageInterceptor {

    private final Callers callers;
    private final CaseAccess access;
    private final Cases cases;
    private final FhirStore store;
    private final FhirSettings settings;
    private final Clock clock;

    AnswersHook(
            Callers callers,
            @Lazy CaseAccess access,
            @Lazy Cases cases,
            @Lazy FhirStore store,
            FhirSettings settings,
            Clock clock) {
        this.callers = callers;
        this.access = access;
        this.cases = cases;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof QuestionnaireResponse answers && !(request instanceof SystemRequestDetails)) {
            form(answers).ifPresent(form -> {
                join(answers, cases.of(form).orElseThrow());
                check(answers, form);
            });
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof QuestionnaireResponse old
                && after instanceof QuestionnaireResponse answers
                && !(request instanceof SystemRequestDetails)
                && isOurs(old)) {
            answers.setQuestionnaire(old.getQuestionnaire());
            answers.setBasedOn(old.copy().getBasedOn());
            answers.setSubject(old.getSubject().copy());
            form(answers).ifPresent(form -> check(answers, form));
        }
    }

    private boolean isOurs(QuestionnaireResponse answers) {
        return String.valueOf(answers.getQuestionnaire()).startsWith(settings.base() + "/Questionnaire/");
    }

    private Optional<Questionnaire> form(QuestionnaireResponse answers) {
        if (!isOurs(answers)) {
            return Optional.empty();
        }
        String id = answers.getQuestionnaire()
                .substring((settings.base() + "/Questionnaire/").length())
                .replaceAll("\\|.*", "");
        return Optional.of(
                store.find(Questionnaire.class, id).filter(access::sees).orElseThrow(() -> Refusal.unprocessable(
                                "dangling-reference",
                                "There is no such form for you. Its url stands in the Questionnaire that your Task names.",
                                "QuestionnaireResponse.questionnaire")
                        .asException()));
    }

    private void join(QuestionnaireResponse answers, CaseFile file) {
        answers.getMeta()
                .getSecurity()
                .removeIf(label -> Compartment.SYSTEM.equals(label.getSystem())
                        && label.getCode().startsWith("case."));
        answers.getMeta().addSecurity(Compartment.ofCase(file.number()));
        answers.setBasedOn(List.of(new Reference(file.reference())));
        answers.setSubject(file.patient().copy());
        if (!answers.hasAuthored()) {
            answers.setAuthored(Date.from(clock.instant()));
        }
        if (!answers.hasAuthor()) {
            answers.setAuthor(callers.current().reference());
        }
    }

    /** All that is wrong at once; what is still being filled in may be unfinished. */
    private static void check(QuestionnaireResponse answers, Questionnaire form) {
        if (answers.getStatus() == QuestionnaireResponseStatus.INPROGRESS) {
            return;
        }
        Map<String, GapAnswer> given = new HashMap<>();
        GapAnswer.of(answers).forEach(answer -> given.put(answer.itemId(), answer));
        List<Refusal> refusals = new ArrayList<>();
        for (QuestionnaireItemComponent group : form.getItem()) {
            GapAnswer answer = given.remove(group.getLinkId());
            if (answer == null) {
                refusals.add(refusal(group.getLinkId(), "has no answer. Pick one of those that the form offers."));
            } else if (!answer.isWhole()) {
                refusals.add(refusal(group.getLinkId(), lacks(answer.kind())));
            }
        }
        given.keySet().forEach(unknown -> refusals.add(refusal(unknown, "is not asked for in this form.")));
        if (!refusals.isEmpty()) {
            throw new RefusedException(refusals);
        }
    }

    private static String lacks(GapAnswer.Kind kind) {
        return switch (kind) {
            case ATTACHED -> "is answered with attached, but names no DocumentReference.";
            case ABSENT, NOT_APPLICABLE -> "is answered with " + kind.code() + ", which needs a reason.";
            case LATER -> "is answered with later, which needs a date.";
        };
    }

    private static Refusal refusal(String linkId, String what) {
        return Refusal.unprocessable(
                "invalid-profile", linkId + " " + what, "QuestionnaireResponse.item.where(linkId = '" + linkId + "')");
    }
}
