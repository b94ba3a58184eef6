package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.erdtman.jcs.JsonCanonicalizer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** Three cases go all the way, each test from where the one before has left them; the other tests have cases of their own. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SubmitIT {

    private static final String SHA256 = OnTheWay.SO + "/StructureDefinition/sha256";

    @Autowired
    Journeys journeys;

    private OnTheWay seoul;
    private OnTheWay istanbul;
    private OnTheWay houston;

    @BeforeAll
    void casesAwaitConsent() {
        seoul = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul");
        istanbul = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul");
        houston = OnTheWay.awaitingConsent(journeys, "nsclc", "centre-houston");
    }

    @Test
    @Order(1)
    void aCaseReachesTheChosenCentreWithItsRecordsAndQuestions() {
        OnTheWay way = seoul.packed();
        Task offer = way.open("approve-sharing");
        assertThat(offer.getInput())
                .extracting(input -> ((Reference) input.getValue()).getReference())
                .containsExactlyInAnyOrder(Journey.reference(way.sent()), "Organization/centre-seoul");

        way.consented().submitted();

        assertThat(way.journey.status()).isEqualTo("submitted");
        assertThat(way.journey.root().getOutput())
                .extracting(output -> ((Reference) output.getValue()).getReference())
                .contains(way.referral());
        Bundle found =
                way.centre().search("Task?owner=Organization/centre-seoul&_include=Task:focus&_sort=-_lastUpdated");
        assertThat(found.getEntry())
                .extracting(entry -> Journey.reference(entry.getResource()))
                .contains(way.referral());
        ServiceRequest request = way.centre()
                .read(ServiceRequest.class, way.referralTask().getFocus().getReference());
        assertThat(request.getExtensionsByUrl(OnTheWay.SO + "/StructureDefinition/clinical-question"))
                .hasSize(3);
        assertThat(request.getRequisition().getValue()).matches("R-\\d{4}-[0-9A-Z]{8}");
        assertThat(way.referralTask().getRestriction().getPeriod().getEnd()).isAfter(new Date());
        assertThat(Api.FHIR.newJsonParser().encodeResourceToString(found)).doesNotContain(way.journey.number());
    }

    @Test
    void theCentrePullsThePackageAndEveryDocumentInItAndTheHashesAgree() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul")
                .packed()
                .consented()
                .submitted();
        Api centre = way.centre().with("Accept", "*/*");

        DocumentReference sent = way.centre().read(DocumentReference.class, Journey.reference(way.sent()));
        byte[] bytes = centre.get(url(sent)).bytes();

        assertThat(DigestUtils.sha256Hex(bytes)).isEqualTo(sha256(sent));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain(way.journey.number());
        assertThat(documents(bytes)).hasSize(7).allSatisfy(document -> assertThat(
                        DigestUtils.sha256Hex(centre.get(url(document)).bytes()))
                .isEqualTo(sha256(document)));
        assertThat(business(way.referralTask())).isEqualTo("package-opened");
        assertThat(way.journey.status()).isEqualTo("submitted");
    }

    @Test
    @Order(2)
    void theCentreSeesNothingElseAndOtherCentresSeeNothing() {
        OnTheWay way = seoul;
        byte[] bytes = way.centre().with("Accept", "*/*").get(url(way.sent())).bytes();
        DocumentReference record = documents(bytes).get(0);

        assertThat(way.centre().get(way.journey.caseReference()).status()).isEqualTo(404);
        assertThat(way.centre().get(way.journey.rootReference()).status()).isEqualTo(404);
        assertThat(way.centre().get("Patient/" + way.journey.patientId()).status())
                .isEqualTo(403);
        assertThat(way.centre().get(record.getId()).status()).isEqualTo(404);
        Api rival = Api.system("centre-mumbai");
        for (String reference : List.of(
                way.referral(),
                Journey.reference(way.sent()),
                url(way.sent()),
                url(record),
                Journey.reference(way.consent()))) {
            assertThat(rival.get(reference).status()).as(reference).isEqualTo(404);
        }
        assertThat(way.centre().read(Task.class, way.referral()).getMeta().getSecurity())
                .isEmpty();
    }

    @Test
    @Order(2)
    void aDeclinedReferralClosesTheCentresAccessAtOnceAndTheNextCentreIsChosen() {
        OnTheWay way = houston.consented().submitted();

        assertThat(way.step("rejected", "declined").status()).isEqualTo(200);

        for (String reference : List.of(
                way.referral(), Journey.reference(way.sent()), url(way.sent()), Journey.reference(way.consent()))) {
            assertThat(way.centre().get(reference).status()).as(reference).isEqualTo(404);
        }
        assertThat(way.journey.status()).isEqualTo("matching");
        OnTheWay second = way.offeredTo("centre-seoul").packed().consented().submitted();
        assertThat(second.journey.status()).isEqualTo("submitted");
        assertThat(second.centre().get(way.referral()).status()).isEqualTo(404);
    }

    @Test
    @Order(3)
    void withdrawnConsentEndsTheCentresAccessAtOnce() {
        OnTheWay way = seoul;
        Api patient = way.journey.patient();
        Consent revoked = patient.read(Consent.class, Journey.reference(way.consent()));
        revoked.setStatus(Consent.ConsentState.INACTIVE);

        assertThat(patient.put(revoked).status()).isEqualTo(200);

        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
        assertThat(way.centre().get(url(way.sent())).status()).isEqualTo(404);
        assertThat(way.journey.status()).isEqualTo("consent-revoked");
    }

    @Test
    @Order(2)
    void whoReviewsNothingIsNoCentre() {
        OnTheWay way = istanbul.packed();
        Consent consent = way.consentForm();
        way.consented();

        for (String party : List.of("Organization/hospital-nairobi", "Organization/coordination")) {
            Parameters wish = new Parameters();
            wish.addParameter("centre", new Reference(party));
            Api.Response unpacked =
                    way.journey.coordinator().operation(way.journey.caseReference() + "/$package", wish);
            assertThat(unpacked.status()).as(party).isEqualTo(422);
            assertThat(unpacked.code()).isEqualTo("dangling-reference");
            assertThat(unpacked.message()).contains("no active review service");

            consent.getProvision().getActorFirstRep().setReference(new Reference(party));
            String given = way.journey.patient().post(consent.copy()).createdId();
            Api.Response unsent =
                    way.submit(new Reference(party), Journey.to(way.sent()), new Reference("Consent/" + given));
            assertThat(unsent.status()).as(party).isEqualTo(422);
            assertThat(unsent.codes()).contains("dangling-reference");
        }
    }

    @Test
    void withoutAConsentToJustThisNothingIsSent() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").packed();
        Consent other = way.consentForm();
        other.getProvision().getActorFirstRep().setReference(new Reference("Organization/centre-mumbai"));
        Consent ended = way.consentForm();
        ended.getProvision().getPeriod().setEnd(Date.from(Instant.now().minusSeconds(60)));
        Consent rejected = way.consentForm().setStatus(Consent.ConsentState.REJECTED);

        assertThat(submitUnder(way, other).codes()).containsExactly("consent-mismatch");
        assertThat(submitUnder(way, ended).codes()).containsExactly("no-consent");
        assertThat(submitUnder(way, rejected).codes()).containsExactly("no-consent");
        assertThat(way.submit(
                                new Reference("Organization/centre-istanbul"),
                                Journey.to(way.sent()),
                                new Reference("Consent/none"))
                        .codes())
                .containsExactly("no-consent");
        assertThat(way.journey.status()).isEqualTo("awaiting-consent");
        assertThat(way.centre()
                        .search("Task?patient=Patient/" + way.journey.patientId())
                        .getEntry())
                .isEmpty();
    }

    @Test
    void aRecordThatNobodyAtTheCentreCanReadHoldsTheCaseBack() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul")
                .packed()
                .consented();
        String late = "DocumentReference/" + way.journey.hospitalUploads("hi");

        Api.Response refused = way.submit();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("untranslated");
        assertThat(refused.message()).contains(late).contains("verify-translation");
        assertThat(way.journey.status()).isEqualTo("awaiting-consent");
        assertThat(way.journey.tasks("referral")).isEmpty();
    }

    @Test
    void thePatientApprovesWithAConsentToJustThisOrNotAtAll() {
        OnTheWay way =
                OnTheWay.awaitingConsent(journeys, "breast", "centre-istanbul").packed();
        Api patient = way.journey.patient();
        Consent other = way.consentForm();
        other.getProvision().getActorFirstRep().setReference(new Reference("Organization/centre-mumbai"));
        Reference wrong = new Reference("Consent/" + patient.post(other).createdId());
        Task offer = patient.read(Task.class, Journey.reference(way.open("approve-sharing")));

        assertThat(Journey.move(patient, offer, "completed").code()).isEqualTo("no-consent");
        assertThat(Journey.move(patient, offer, "completed", OnTheWay.output("consent", wrong))
                        .code())
                .isEqualTo("consent-mismatch");

        Journey.moved(patient, offer, "rejected");
        assertThat(way.journey.status()).isEqualTo("matching");
    }

    @Test
    @Order(3)
    void aCaseIsSubmittedWhenItWaitsForConsentAndOnlyOnce() {
        OnTheWay way = istanbul;

        List<Integer> statuses = List.of(1, 2, 3).parallelStream()
                .map(attempt -> way.submit().status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).allMatch(status -> List.of(200, 409, 412, 422).contains(status));
        assertThat(way.journey
                        .coordinator()
                        .search(
                                Task.class,
                                "Task?patient=" + way.journey.patientId() + "&code=" + Journey.TASK_CODE + "|referral"))
                .hasSize(1);
        Api.Response again = way.submit();
        assertThat(again.code()).isEqualTo("illegal-transition");
        assertThat(again.message()).contains("under-review");
    }

    @Test
    @Order(1)
    void aPreviewStoresNothing() {
        OnTheWay way = istanbul;

        Bundle shown = way.pack("fhir-document", true).as(Bundle.class);

        assertThat(shown.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
        assertThat(way.journey
                        .coordinator()
                        .search(
                                DocumentReference.class,
                                "DocumentReference?patient=" + way.journey.patientId()
                                        + "&type=http://loinc.org|57149-7"))
                .isEmpty();
        assertThat(way.open("approve-sharing").getInput()).isEmpty();
    }

    @Test
    @Order(1)
    void aPackageCanBeCheckedWithThePublishedKey() throws Exception {
        OnTheWay way = houston.packed();
        byte[] bytes = way.journey
                .coordinator()
                .with("Accept", "*/*")
                .get(url(way.sent()))
                .bytes();
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(bytes);
        String jws =
                new String(Base64.getDecoder().decode(json.at("/signature/data").asText()), StandardCharsets.US_ASCII);
        json.remove(List.of("id", "meta", "signature"));
        JWSObject signed = JWSObject.parse(jws, new Payload(new JsonCanonicalizer(json.toString()).getEncodedUTF8()));
        JWKSet keys = JWKSet.parse(Api.nobody()
                .get(Api.base().replace("/fhir", "/.well-known/package-keys.json"))
                .text());

        assertThat(keys.getKeyByKeyId(signed.getHeader().getKeyID()).isPrivate())
                .isFalse();
        assertThat(signed.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey())))
                .isTrue();
    }

    @Test
    @Order(1)
    void otherFormsAreGivenOrRefusedInWords() {
        OnTheWay way = istanbul;

        assertThat(way.pack("mhd", true).as(Bundle.class).getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
        assertThat(way.pack("fax", true).code()).isEqualTo("unknown-code");
        assertThat(way.centre()
                        .operation(way.journey.caseReference() + "/$package", new org.hl7.fhir.r4.model.Parameters())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPackageAsMediaGoesTheSameWay() throws IOException {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "hcc", "centre-seoul").packed("xdm");
        assertThat(way.sent().getContentFirstRep().getAttachment().getContentType())
                .isEqualTo("application/zip");

        way.consented().submitted();
        byte[] media = way.centre()
                .with("Accept", "application/zip")
                .get(url(way.sent()))
                .bytes();

        assertThat(DigestUtils.sha256Hex(media)).isEqualTo(sha256(way.sent()));
        List<String> files = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(media))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.add(entry.getName());
                if (entry.getName().endsWith(".JSN")) {
                    Bundle document = Api.FHIR
                            .newJsonParser()
                            .parseResource(Bundle.class, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                    assertThat(document.getSignature().getData()).isNotEmpty();
                }
            }
        }
        assertThat(files)
                .contains("INDEX.HTM", "README.TXT", "IHE_XDM/SUBSET01/METADATA.XML", "IHE_XDM/SUBSET01/DOC00002.PDF");
    }

    private static Api.Response submitUnder(OnTheWay way, Consent consent) {
        String id = way.journey.patient().post(consent).createdId();
        return way.submit(
                new Reference("Organization/" + way.centre), Journey.to(way.sent()), new Reference("Consent/" + id));
    }

    private static List<DocumentReference> documents(byte[] bytes) {
        return Api.FHIR
                .newJsonParser()
                .parseResource(Bundle.class, new String(bytes, StandardCharsets.UTF_8))
                .getEntry()
                .stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .toList();
    }

    private static String url(DocumentReference document) {
        return document.getContentFirstRep().getAttachment().getUrl();
    }

    private static String sha256(DocumentReference document) {
        return document.getContentFirstRep()
                .getAttachment()
                .getExtensionByUrl(SHA256)
                .getValue()
                .primitiveValue();
    }

    private static String business(Task task) {
        return task.getBusinessStatus().getCodingFirstRep().getCode();
    }
}
