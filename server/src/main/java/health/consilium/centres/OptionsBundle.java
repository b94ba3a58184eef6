package health.consilium.centres;

import health.consilium.centres.rules.Estimate;
import health.consilium.centres.rules.Match.Exclusion;
import health.consilium.centres.rules.Mode;
import health.consilium.centres.rules.ModeAdvice;
import health.consilium.centres.rules.Phrase;
import health.consilium.centres.rules.Pricing;
import health.consilium.centres.rules.Range;
import health.consilium.centres.rules.Reason;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.Translation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Options as FHIR has them: a RequestGroup with an action for each, and a Claim that prices it. */
final class OptionsBundle {

    static final String SERVICE = FhirPackage.CANONICAL + "/StructureDefinition/offered-service";
    static final String MODES = FhirPackage.CANONICAL + "/CodeSystem/delivery-mode";
    private static final String ADVICE = FhirPackage.CANONICAL + "/StructureDefinition/mode-advice";
    private static final String ADVICE_CODES = FhirPackage.CANONICAL + "/CodeSystem/mode-reason";

    private OptionsBundle() {}

    /** Why services or modes are not among the options, in English with the patient's language beside it. */
    static final class LeftOut {

        private final OperationOutcome outcome;
        private final List<Refusal> refusals = new ArrayList<>();
        private final ReasonWords patient;

        /** @param patient the words of the patient's language */
        LeftOut(List<Exclusion> exclusions, ReasonWords patient) {
            this.patient = patient;
            outcome = MatchBundle.outcome(exclusions, phrase -> text(phrase, patient));
        }

        void add(HealthcareService service, List<Reason> reasons) {
            reasons.forEach(reason -> issue(service, reason.phrase()));
        }

        void add(HealthcareService service, Mode mode, List<Pricing.Lack> why) {
            why.forEach(lack -> {
                refusals.add(lack.refusal());
                issue(service, new Phrase("unpriced." + mode.code(), Map.of("why", lack.phrase())))
                        .getDetails()
                        .addCoding(new Coding(
                                FhirPackage.CANONICAL + "/CodeSystem/outcome-code",
                                lack.refusal().code(),
                                null));
            });
        }

        private OperationOutcomeIssueComponent issue(HealthcareService service, Phrase phrase) {
            OperationOutcomeIssueComponent issue = outcome.addIssue()
                    .setSeverity(IssueSeverity.INFORMATION)
                    .setCode(IssueType.INFORMATIONAL)
                    .setDiagnostics(
                            "HealthcareService/" + service.getIdElement().getIdPart());
            issue.getDetails().setTextElement(text(phrase, patient));
            return issue;
        }

        /** What is missing of prices, each once. */
        List<Refusal> refusals() {
            return List.copyOf(new LinkedHashSet<>(refusals));
        }
    }

    /** Bundle of what is not stored yet; what refers to each other does so by names that the same content always gets. */
    static Bundle of(RequestGroup group, List<Claim> claims, List<Option> options, LeftOut leftOut) {
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.COLLECTION);
        add(bundle, group);
        claims.forEach(claim -> add(bundle, claim));
        options.stream().map(Option::service).distinct().forEach(service -> add(bundle, service));
        if (leftOut.outcome.hasIssue()) {
            bundle.addEntry().setResource(leftOut.outcome);
        }
        return bundle;
    }

    private static void add(Bundle bundle, Resource resource) {
        String id = resource.getIdElement().getIdPart();
        bundle.addEntry().setFullUrl(id.startsWith("urn:") ? id : null).setResource(resource);
        if (id.startsWith("urn:")) {
            resource.setId((String) null);
        }
    }

    /** A name for what has no id yet. */
    static String name(String... parts) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
    }

    static List<Extension> advice(ModeAdvice advice, ReasonWords patient) {
        return advice.reasons().stream()
                .map(why -> {
                    Extension extension = new Extension(ADVICE);
                    extension.addExtension("mode", new CodeType(advice.advised().code()));
                    extension.addExtension(
                            "code", new Coding(ADVICE_CODES, why.code().code(), null));
                    extension.addExtension("text", text(why.phrase(), patient));
                    return extension;
                })
                .toList();
    }

    /** In English, which the desk reads, with the patient's language beside it. */
    private static StringType text(Phrase phrase, ReasonWords patient) {
        StringType text = new StringType(ReasonWords.ENGLISH.say(phrase));
        if (!patient.isEnglish()) {
            Translation.add(text, patient.language(), patient.say(phrase));
        }
        return text;
    }

    /** @param patient the words of the patient's language */
    static RequestGroupActionComponent action(Option option, Reference claim, ReasonWords patient) {
        Estimate estimate = option.estimate();
        RequestGroupActionComponent action = new RequestGroupActionComponent();
        action.addExtension(
                SERVICE,
                new Reference(
                        "HealthcareService/" + option.service().getIdElement().getIdPart()));
        option.reasons()
                .forEach(reason -> action.addExtension(MatchBundle.extension(reason, text(reason.phrase(), patient))));
        action.addCode(new CodeableConcept(new Coding(MODES, estimate.mode().code(), null)));
        action.setTitleElement(text(title(estimate.mode(), option.centre()), patient));
        action.setDescriptionElement(text(price(estimate), patient));
        action.setResource(claim);
        return action;
    }

    /** What an option is called. */
    static Phrase title(Mode mode, String centre) {
        return new Phrase("option." + mode.code(), Map.of("centre", centre));
    }

    private static Phrase price(Estimate estimate) {
        Range total = estimate.total();
        String usual = money(total.usual(), estimate.currency());
        String until = estimate.until().toString();
        return total.isExact()
                ? new Phrase("price.exact", Map.of("usual", usual, "until", until))
                : new Phrase(
                        "price.range",
                        Map.of(
                                "usual",
                                usual,
                                "low",
                                money(total.low(), estimate.currency()),
                                "high",
                                money(total.high(), estimate.currency()),
                                "until",
                                until));
    }

    static String money(BigDecimal amount, Currency currency) {
        return currency.getCurrencyCode() + " "
                + amount.setScale(currency.getDefaultFractionDigits()).toPlainString();
    }
}
