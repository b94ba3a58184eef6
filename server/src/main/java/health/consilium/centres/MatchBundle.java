package health.consilium.centres;

import health.consilium.centres.Directory.Listed;
import health.consilium.centres.rules.Match;
import health.consilium.centres.rules.Match.Exclusion;
import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.Phrase;
import health.consilium.centres.rules.Reason;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.FhirPackage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntrySearchComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** A match as a searchset: the services, best first, their Organizations, and one issue for each service left out. */
record MatchBundle(
        Map<String, Listed> services, Function<List<Reference>, List<Organization>> organizations, ReasonWords words) {

    private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";
    private static final String REASON = FhirPackage.CANONICAL + "/StructureDefinition/match-reason";
    private static final String REASON_CODES = FhirPackage.CANONICAL + "/CodeSystem/match-reason";

    Bundle of(Match match, int count) {
        Bundle bundle = new Bundle();
        bundle.setLanguage(words.language());
        bundle.setType(BundleType.SEARCHSET);
        bundle.setTotal(match.standings().size());
        List<Standing> shown = match.standings().stream().limit(count).toList();
        shown.forEach(standing -> add(bundle, standing));
        organizations
                .apply(shown.stream()
                        .map(standing -> stored(standing).getProvidedBy())
                        .toList())
                .forEach(organization ->
                        bundle.addEntry().setResource(organization).getSearch().setMode(SearchEntryMode.INCLUDE));
        if (!match.exclusions().isEmpty()) {
            bundle.addEntry()
                    .setResource(outcome(match.exclusions(), phrase -> new StringType(words.say(phrase))))
                    .getSearch()
                    .setMode(SearchEntryMode.OUTCOME);
        }
        return bundle;
    }

    private HealthcareService stored(Standing standing) {
        return services.get(standing.service().entry().id()).stored();
    }

    private void add(Bundle bundle, Standing standing) {
        BundleEntrySearchComponent search =
                bundle.addEntry().setResource(stored(standing)).getSearch();
        search.setMode(SearchEntryMode.MATCH).setScore(standing.score());
        search.addExtension(GRADE, new CodeType(standing.grade().name().toLowerCase(Locale.ROOT)));
        standing.reasons().forEach(reason -> search.addExtension(extension(reason, words)));
    }

    private static Extension extension(Reason reason, ReasonWords words) {
        return extension(reason, new StringType(reason.text(words)));
    }

    static Extension extension(Reason reason, StringType text) {
        Extension extension = new Extension(REASON);
        extension.addExtension("code", coding(reason.code()));
        extension.addExtension("text", text);
        return extension;
    }

    static OperationOutcome outcome(List<Exclusion> exclusions, Function<Phrase, StringType> said) {
        OperationOutcome outcome = new OperationOutcome();
        exclusions.forEach(exclusion -> exclusion.reasons().forEach(reason -> issue(outcome, exclusion, reason, said)));
        return outcome;
    }

    private static void issue(
            OperationOutcome outcome, Exclusion exclusion, Reason reason, Function<Phrase, StringType> said) {
        OperationOutcomeIssueComponent issue = outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics(
                        "HealthcareService/" + exclusion.service().entry().id());
        issue.getDetails().setTextElement(said.apply(reason.phrase())).addCoding(coding(Reason.Code.EXCLUDED));
        if (reason.code() != Reason.Code.EXCLUDED) {
            issue.getDetails().addCoding(coding(reason.code()));
        }
    }

    private static Coding coding(Reason.Code code) {
        return new Coding(REASON_CODES, code.code(), null);
    }
}
