package health.consilium.ig;

import static health.consilium.ig.JsonEdits.at;
import static health.consilium.ig.JsonEdits.attachment;
import static health.consilium.ig.JsonEdits.code;
import static health.consilium.ig.JsonEdits.doubled;
import static health.consilium.ig.JsonEdits.extension;
import static health.consilium.ig.JsonEdits.json;
import static health.consilium.ig.JsonEdits.set;
import static health.consilium.ig.JsonEdits.with;
import static health.consilium.ig.JsonEdits.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the profiles refuse: a valid example is broken in one place, and an error must name that place. */
class BrokenExampleTests {

    private static final String SO = "https://w3id.org/consilium/fhir";

    private static HapiValidator validator;

    @BeforeAll
    static void readThePackage() {
        validator = HapiValidator.overThePackage();
    }

    record Broken(String what, String example, Consumer<JsonObject> damage, String named) {
        @Override
        public String toString() {
            return example + ": " + what;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(requests(), tasks(), documents(), consents(), decisions(), directory())
                .flatMap(group -> group);
    }

    private static Stream<Broken> requests() {
        return Stream.of(
                new Broken("no category", "ServiceRequest/case-dhaka", without("category"), "category"),
                new Broken("a plan", "ServiceRequest/case-dhaka", with("intent", "\"plan\""), "intent"),
                new Broken(
                        "question number twice",
                        "ServiceRequest/case-dhaka",
                        r -> set(at(r, "extension", 1, "extension", 0), "valuePositiveInt", "1"),
                        "case-request-1"),
                new Broken(
                        "foreign requisition",
                        "ServiceRequest/case-dhaka",
                        r -> set(at(r, "requisition"), "system", "\"urn:other\""),
                        "requisition.system"),
                new Broken("no question", "ServiceRequest/referral-dhaka", without("extension"), "clinicalQuestion"),
                new Broken("no package", "ServiceRequest/referral-dhaka", without("supportingInfo"), "supportingInfo"),
                new Broken(
                        "two centres",
                        "ServiceRequest/referral-dhaka",
                        r -> r.getAsJsonArray("performer").add(json("{\"reference\": \"Organization/other\"}")),
                        "performer"),
                new Broken(
                        "a link to the case",
                        "ServiceRequest/referral-dhaka",
                        with("basedOn", "[{\"reference\": \"ServiceRequest/case-dhaka\"}]"),
                        "basedOn"),
                new Broken(
                        "the case number",
                        "ServiceRequest/referral-dhaka",
                        with("identifier", "[{\"system\": \"" + SO + "/sid/case-number\", \"value\": \"C-1\"}]"),
                        "referral-request-2"));
    }

    private static Stream<Broken> tasks() {
        String toCase = "[{\"reference\": \"Task/case-task-dhaka\"}]";
        return Stream.of(
                new Broken("part of the case", "Task/referral-task-dhaka", with("partOf", toCase), "partOf"),
                new Broken("no owner", "Task/referral-task-dhaka", without("owner"), "owner"),
                new Broken("no patient", "Task/referral-task-dhaka", without("for"), "Task.for"),
                new Broken("no business status", "Task/referral-task-dhaka", without("businessStatus"), "business"),
                new Broken(
                        "a status of cases",
                        "Task/referral-task-dhaka",
                        r -> set(code(r, "businessStatus"), "code", "\"translating\""),
                        "businessStatus"),
                new Broken(
                        "the case number",
                        "Task/referral-task-dhaka",
                        r -> set(at(r, "identifier", 0), "system", "\"" + SO + "/sid/case-number\""),
                        "referral-task-1"),
                new Broken(
                        "a status of referrals",
                        "Task/case-task-dhaka",
                        r -> set(code(r, "businessStatus"), "code", "\"declined\""),
                        "businessStatus"),
                new Broken("no group", "Task/case-task-dhaka", without("groupIdentifier"), "groupIdentifier"),
                new Broken(
                        "not the fulfilment of a request",
                        "Task/case-task-dhaka",
                        r -> at(r, "code").getAsJsonArray("coding").remove(0),
                        "fulfill"),
                new Broken("of no case", "Task/translate-dhaka", without("partOf"), "partOf"),
                new Broken(
                        "unknown work",
                        "Task/translate-dhaka",
                        r -> set(code(r, "code"), "code", "\"make-coffee\""),
                        "Task.code"),
                new Broken(
                        "not a request for information",
                        "Task/supply-pdl1-dhaka",
                        r -> set(code(r, "code"), "code", "\"translate\""),
                        "Task.code"),
                new Broken(
                        "a gap as text",
                        "Task/supply-pdl1-dhaka",
                        r -> {
                            at(r, "input", 0).remove("valueReference");
                            set(at(r, "input", 0), "valueString", "\"PD-L1\"");
                        },
                        "value"));
    }

    private static Stream<Broken> documents() {
        String record = "DocumentReference/record-dhaka-pathology";
        return Stream.of(
                new Broken("bytes inline", record, r -> set(attachment(r), "data", "\"aGk=\""), "attachment.data"),
                new Broken("no language", record, r -> attachment(r).remove("language"), "attachment.language"),
                new Broken("no url", record, r -> attachment(r).remove("url"), "attachment.url"),
                new Broken("no media type", record, r -> attachment(r).remove("contentType"), "contentType"),
                new Broken("no type", record, without("type"), "DocumentReference.type"),
                new Broken("not LOINC", record, r -> set(code(r, "type"), "system", "\"urn:x\""), "coding:loinc"),
                new Broken(
                        "a hash in capitals",
                        record,
                        r -> set(at(attachment(r), "extension", 0), "valueString", "\"" + "A".repeat(64) + "\""),
                        "sha256-1"),
                new Broken(
                        "of nothing", "DocumentReference/translation-dhaka-pathology", without("relatesTo"), "relates"),
                new Broken(
                        "of two originals",
                        "DocumentReference/translation-dhaka-pathology",
                        r -> r.getAsJsonArray("relatesTo")
                                .add(at(r, "relatesTo", 0).deepCopy()),
                        "translation-1"),
                new Broken(
                        "no hash",
                        "DocumentReference/package-dhaka",
                        r -> attachment(r).remove("extension"),
                        "sha256"),
                new Broken(
                        "neither referral nor opinion",
                        "DocumentReference/package-dhaka",
                        r -> set(code(r, "type"), "code", "\"11526-1\""),
                        "DocumentReference.type"),
                new Broken(
                        "verified by the translator",
                        "Provenance/translation-provenance-dhaka",
                        r -> r.getAsJsonArray("agent").get(1).getAsJsonObject().add("who", at(r, "agent", 0, "who")),
                        "translation-provenance-1"),
                new Broken(
                        "method unknown", "Provenance/translation-provenance-dhaka", without("extension"), "method"));
    }

    private static Stream<Broken> consents() {
        String consent = "Consent/consent-dhaka";
        return Stream.of(
                new Broken(
                        "for ever", consent, r -> at(r, "provision", "period").remove("end"), "period.end"),
                new Broken(
                        "two recipients",
                        consent,
                        r -> doubled(at(r, "provision").getAsJsonArray("actor")),
                        "provision.actor"),
                new Broken("no recipient", consent, r -> at(r, "provision").remove("actor"), "provision.actor"),
                new Broken(
                        "two things",
                        consent,
                        r -> doubled(at(r, "provision").getAsJsonArray("data")),
                        "provision.data"),
                new Broken(
                        "related things",
                        consent,
                        r -> set(at(r, "provision", "data", 0), "meaning", "\"related\""),
                        "meaning"),
                new Broken(
                        "a person as recipient",
                        consent,
                        r -> set(at(r, "provision", "actor", 0, "reference"), "reference", "\"Practitioner/1\""),
                        "sharing-consent-1"),
                new Broken(
                        "a patient as the thing",
                        consent,
                        r -> set(at(r, "provision", "data", 0, "reference"), "reference", "\"Patient/1\""),
                        "sharing-consent-2"),
                new Broken("denial", consent, r -> set(at(r, "provision"), "type", "\"deny\""), "provision.type"),
                new Broken("a verification", consent, with("verification", "[{\"verified\": true}]"), "verification"),
                new Broken(
                        "a class",
                        consent,
                        r -> set(at(r, "provision"), "class", "[{\"system\": \"urn:x\", \"code\": \"x\"}]"),
                        "provision.class"),
                new Broken(
                        "a code",
                        consent,
                        r -> set(at(r, "provision"), "code", "[{\"text\": \"x\"}]"),
                        "provision.code"),
                new Broken(
                        "an action",
                        consent,
                        r -> set(at(r, "provision"), "action", "[{\"text\": \"x\"}]"),
                        "provision.action"),
                new Broken(
                        "an exception",
                        consent,
                        r -> set(at(r, "provision"), "provision", "[{\"type\": \"deny\"}]"),
                        "provision.provision"));
    }

    private static Stream<Broken> decisions() {
        return Stream.of(
                new Broken("closed without a word", "DetectedIssue/gap-dhaka-family", without("mitigation"), "gap-2"),
                new Broken(
                        "a status of its own", "DetectedIssue/gap-dhaka-pdl1", with("status", "\"amended\""), "gap-1"),
                new Broken("no requirement", "DetectedIssue/gap-dhaka-pdl1", without("extension"), "requirement"),
                new Broken(
                        "unknown kind of gap",
                        "DetectedIssue/gap-dhaka-pdl1",
                        r -> set(code(r, "code"), "code", "\"lost\""),
                        "DetectedIssue.code"),
                new Broken(
                        "two currencies",
                        "Claim/estimate-dhaka-remote",
                        r -> set(at(r, "total"), "currency", "\"USD\""),
                        "cost-estimate-1"),
                new Broken("a bill", "Claim/estimate-dhaka-remote", with("use", "\"claim\""), "Claim.use"),
                new Broken(
                        "for ever",
                        "Claim/estimate-dhaka-remote",
                        r -> r.getAsJsonArray("extension").remove(extension(r, "validity")),
                        "validity"),
                new Broken("an order", "CarePlan/recommendations-dhaka", with("intent", "\"order\""), "intent"),
                new Broken(
                        "no answers",
                        "Composition/opinion-dhaka",
                        r -> r.getAsJsonArray("section")
                                .forEach(s -> s.getAsJsonObject().remove("extension")),
                        "opinion-report-1"),
                new Broken(
                        "no diagnosis section",
                        "Composition/brief-dhaka",
                        r -> r.getAsJsonArray("section").remove(1),
                        "section:diagnosis"),
                new Broken(
                        "the patient first",
                        "Bundle/referral-package-dhaka",
                        r -> r.getAsJsonArray("entry").remove(0),
                        "referral-package-1"),
                new Broken(
                        "no PDF",
                        "Bundle/opinion-package-dhaka",
                        r -> r.getAsJsonArray("entry").remove(4),
                        "opinion-package-2"),
                new Broken(
                        "a file",
                        "Communication/reminder-dhaka",
                        with("payload", "[{\"contentAttachment\": {\"url\": \"Binary/1\"}}]"),
                        "message-1"),
                new Broken(
                        "nobody to talk to", "Appointment/teleconsult-dhaka", without("participant"), "participant"));
    }

    private static Stream<Broken> directory() {
        return Stream.of(
                new Broken(
                        "two preferred languages",
                        "Patient/patient-nairobi",
                        r -> set(at(r, "communication", 1), "preferred", "true"),
                        "patient-1"),
                new Broken(
                        "no country",
                        "Organization/centre-heidelberg",
                        r -> at(r, "address", 0).remove("country"),
                        "country"),
                new Broken("not active", "Organization/centre-heidelberg", without("active"), "Organization.active"),
                new Broken("no provider", "HealthcareService/review-heidelberg", without("providedBy"), "providedBy"),
                new Broken("no mode", "HealthcareService/review-heidelberg", without("extension"), "deliveryMode"),
                new Broken(
                        "a volume of nothing",
                        "HealthcareService/review-heidelberg",
                        r -> extension(extension(r, "case-volume"), "tumourType")
                                .addProperty("url", "other"),
                        "tumourType"),
                new Broken("no study", "ImagingStudy/ct-dhaka", without("identifier"), "studyInstanceUid"),
                new Broken("no reporter", "MeasureReport/volume-heidelberg-2025", without("reporter"), "reporter"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isRefused(Broken broken) {
        JsonObject resource = JsonParser.parseString(FhirPackageFiles.read(FhirPackageFiles.example(broken.example())))
                .getAsJsonObject();
        broken.damage().accept(resource);
        assertThat(validator.errors(resource.toString()))
                .extracting(message -> message.getLocationString() + ' ' + message.getMessage())
                .anySatisfy(message -> assertThat(message).contains(broken.named()));
    }
}
