package health.consilium.journeys;

import health.consilium.smart.PartyRole;
import health.consilium.support.Api;
import health.consilium.support.Hooks;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Task;

/** Brings a case to where the example of a page can be tried, and says what its placeholders stand for. */
public final class OperationJourneys {

    private static final String CENTRE = "centre-istanbul";

    private final Journeys journeys;

    /** One for all pages that begin where the opinion is delivered: none of them needs to be the first. */
    private OnTheWay delivered;

    public OperationJourneys(Journeys journeys) {
        this.journeys = journeys;
    }

    /** @param page name of the page, without extension */
    public Map<String, String> before(String page) {
        Map<String, String> names = new LinkedHashMap<>();
        bring(page, names);
        names.put("token of the coordinator", Api.person("coordinator").token());
        names.put("token of the hospital", Api.system("hospital-nairobi").token());
        names.put("token of the centre", tokenOfTheCentre());
        return names;
    }

    /** A new one: those of a centre end whenever a patient withdraws from it, in whichever test. */
    public String tokenOfTheCentre() {
        return Api.systemWithNewToken(CENTRE).token();
    }

    private void bring(String page, Map<String, String> names) {
        switch (page) {
            case "completeness-precheck", "overdue", "evaluate-measure", "estimate", "load-directory" -> {}
            case "sending-records" -> numbers(names);
            case "completeness", "standard", "assess" -> journey(names, journeys.hospitalSends("breast"));
            case "request-missing" -> missing(names, Requests.withoutMammogram(journeys));
            case "match" -> journey(names, OnTheWay.awaitingMatch(journeys, "breast"));
            case "package" -> packaging(names);
            case "submit" -> submission(names, OnTheWay.awaitingConsent(journeys, "breast", CENTRE));
            case "submit-report" -> report(names, OnTheWay.awaitingConsent(journeys, "breast", CENTRE));
            case "access-report" -> looked(names, journeys.hospitalSends("breast"));
            case "break-glass" -> {
                Journey journey = journeys.hospitalSends("breast");
                journey(names, journey);
                names.put(
                        "token of the clinician",
                        journey.stranger(PartyRole.HOSPITAL).token());
            }
            case "emergencies", "review-emergency" -> emergency(names, journeys.hospitalSends("breast"));
            case "verify-trail" ->
                names.put("token of the administrator", Api.person("admin").token());
            case "notifications" -> names.put("hook", Hooks.open().url());
            case "parked-messages", "retry-messages" -> {}
            case "purge", "legal-hold" -> withdrawn(names, journeys.hospitalSends("breast"));
            case "deliver" -> journey(names, reviewed().journey);
            case "follow-up-question", "arrange" -> delivered(names, delivered());
            default -> throw new AssertionError("There is no journey for the page " + page);
        }
    }

    private static void journey(Map<String, String> names, Journey journey) {
        names.put("case", journey.caseId());
        names.put("case number", journey.number());
        names.put("patient", journey.patientId());
        names.put("case task", journey.rootReference().split("/")[1]);
    }

    /** The patient has changed her mind before any centre was asked. */
    private static void withdrawn(Map<String, String> names, Journey journey) {
        journey.withdrawnBy(journey.patient());
        journey(names, journey);
    }

    /** A coordinator looks at the case. */
    private static void looked(Map<String, String> names, Journey journey) {
        journey(names, journey);
        names.put("token of the patient", journey.patient().token());
    }

    /** A clinician from elsewhere reads the case in an emergency. */
    private static void emergency(Map<String, String> names, Journey journey) {
        journey(names, journey);
        names.put("token of the administrator", Api.person("admin").token());
        Parameters declared = journey.stranger(PartyRole.HOSPITAL)
                .operation(
                        "ServiceRequest/$break-glass",
                        new Parameters()
                                .addParameter("case", journey.number())
                                .addParameter("reason", "Brought in unconscious; allergies are not known."))
                .as(Parameters.class);
        names.put("emergency", declared.getParameter("id").getValue().primitiveValue());
    }

    private static void missing(Map<String, String> names, Journey journey) {
        journey(names, journey);
        names.put("base", Api.base());
        names.put("gap", Requests.mammogram(journey).getIdElement().getIdPart());
    }

    private static void numbers(Map<String, String> names) {
        names.put("record number", "NBO-" + UUID.randomUUID());
        names.put("order number", "ONC-" + UUID.randomUUID());
    }

    /** One case waits for its package; of another the opinion is delivered. */
    private void packaging(Map<String, String> names) {
        journey(names, OnTheWay.awaitingConsent(journeys, "breast", CENTRE).journey);
        names.put("delivered case", delivered().journey.caseId());
        names.put("token of the patient", delivered().journey.patient().token());
    }

    private OnTheWay delivered() {
        if (delivered == null) {
            delivered = reviewed();
            delivered.deliver().as(Parameters.class);
        }
        return delivered;
    }

    private static void delivered(Map<String, String> names, OnTheWay way) {
        journey(names, way.journey);
        names.put("token of the patient", way.journey.patient().token());
    }

    private static void submission(Map<String, String> names, OnTheWay way) {
        way.packed().consented();
        journey(names, way.journey);
        names.put("package", way.sent().getIdElement().getIdPart());
        names.put("consent", way.consent().getIdElement().getIdPart());
    }

    private static void report(Map<String, String> names, OnTheWay way) {
        way.underReview();
        names.put("referral", way.referral().split("/")[1]);
        names.put("report", Api.FHIR.newJsonParser().encodeResourceToString(way.report("breast")));
    }

    private OnTheWay reviewed() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", CENTRE).underReview();
        way.handIn(way.report("breast"), "final").as(Task.class);
        way.translated();
        Journey.moved(Api.person("clinician"), way.open("qa-report"), "completed");
        return way;
    }
}
