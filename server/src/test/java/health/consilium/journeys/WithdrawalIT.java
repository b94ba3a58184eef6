package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.Certificates;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A centre sees by the patient's consent: as long as it lasts, and not a moment longer. */
@ServerTest
@ResourceLock("exports of the demo's clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WithdrawalIT {

    private static final String SHA256 = OnTheWay.SO + "/StructureDefinition/sha256";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    /** Its consent is given, withdrawn, and looked at afterwards. */
    private OnTheWay seoul;

    /** A record of this case whose bytes are kept outside the database. */
    private String large;

    @BeforeAll
    void aCaseIsPacked() {
        seoul = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul");
        large = upload(seoul, 200_000);
        seoul.packed();
    }

    /** As it is, as FHIR in JSON, asked for by header or in the address, in XML and packed, and encrypted. */
    @Test
    void aDownloadUnderWayIsCutWhenTheConsentIsWithdrawn() throws Exception {
        String certified = "centre-istanbul";
        SealedPackageIT.register(
                certified, Certificates.onCurve("secp256r1").certificate().getEncoded());
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", certified);
        int size = 19_000_000;
        String binary = upload(way, size);
        way.packed().consented().submitted();
        Map<String, HttpResponse<InputStream>> downloads = new LinkedHashMap<>();
        downloads.put("image/jpeg", download(binary, certified, "image/jpeg"));
        downloads.put("JSON", download(binary, certified, "application/fhir+json"));
        downloads.put("JSON by address", download(binary + "?_format=json", certified, "*/*"));
        downloads.put("packed", download(binary, certified, "application/fhir+json", "Accept-Encoding", "gzip"));
        downloads.put("XML", download(binary, certified, "application/fhir+xml"));
        downloads.put("encrypted", download(binary, certified, "application/jose"));
        for (var download : downloads.entrySet()) {
            assertThat(download.getValue().statusCode()).as(download.getKey()).isEqualTo(200);
            assertThat(download.getValue().body().readNBytes(100_000))
                    .as(download.getKey())
                    .hasSize(100_000);
        }

        withdraw(way);
        // The server asks again once a second.
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);

        downloads.forEach((form, download) -> assertThat(catchThrowable(() -> readAll(download.body(), size - 100_000)))
                .as(form)
                .isInstanceOf(IOException.class));
        assertThat(way.centre().with("Range", "bytes=100000-").get(binary).status())
                .isEqualTo(404);
    }

    /** The tokens of a centre end whenever any patient withdraws; there are others beside this test. */
    private static HttpResponse<InputStream> download(String binary, String centre, String accept, String... more)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = download(Api.system(centre), binary, accept, more);
        return answer.statusCode() == 401 ? download(Api.systemWithNewToken(centre), binary, accept, more) : answer;
    }

    private static HttpResponse<InputStream> download(Api centre, String binary, String accept, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Api.base() + "/" + binary))
                .header("Authorization", "Bearer " + centre.token())
                .header("Accept", accept);
        if (more.length > 0) {
            request.headers(more);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static void readAll(InputStream body, int expected) throws IOException {
        long read = body.transferTo(OutputStream.nullOutputStream());
        if (read < expected) {
            throw new IOException("Cut after " + read);
        }
    }

    @Test
    void theAccessTokensOfTheCentreEndWithTheConsentAndThoseOfOthersDoNot() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-houston")
                .packed()
                .consented()
                .submitted();
        Api centre = withTokenThatHolds("centre-houston", way.referral());
        // No other test withdraws from this one.
        Api other = Api.systemWithNewToken("centre-heidelberg");
        assertThat(centre.get(way.referral()).status()).isEqualTo(200);
        assertThat(other.get(way.referral()).status()).isEqualTo(404);

        withdraw(way);

        assertThat(centre.get("Organization?_count=1").status()).isEqualTo(401);
        assertThat(other.get("Organization?_count=1").status()).isEqualTo(200);
        assertThat(Api.systemWithNewToken("centre-houston").get(way.referral()).status())
                .as("with another token")
                .isEqualTo(404);
    }

    /** Somebody may withdraw from the same centre between the token and its use. */
    private static Api withTokenThatHolds(String centre, String referral) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Api.systemWithNewToken(centre),
                        caller -> caller.get(referral).status() != 401);
    }

    @Test
    void anExportIsForWhoStartedItAndEndsWithTheConsent() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-heidelberg")
                .packed()
                .consented()
                .submitted();
        OnTheWay others = OnTheWay.awaitingConsent(journeys, "breast", "centre-mumbai")
                .packed()
                .consented()
                .submitted();
        Api centre = way.centre();
        Response cancelled = centre.with("Prefer", "respond-async").get("$export?_type=Task");
        String second = cancelled.header("Content-Location");
        assertThat(centre.delete(second).status()).isIn(202, 404);
        assertThat(centre.get(second).status()).isIn(200, 202, 404);
        Response started =
                centre.with("Prefer", "respond-async").get("$export?_type=Task,DocumentReference,Observation");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        String poll = started.header("Content-Location");
        List<Api> strangers =
                List.of(others.centre(), way.journey.hospital(), way.journey.coordinator(), Api.person("clinician"));
        for (Api stranger : strangers) {
            assertThat(stranger.get(poll).status()).isEqualTo(404);
            assertThat(stranger.delete(poll).status()).isEqualTo(404);
        }
        Response running = centre.get(poll);
        if (running.status() == 202) {
            assertThat(running.header("Retry-After")).isEqualTo("5");
        }

        await().atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> centre.get(poll).status() == 200);
        List<String> files = files(centre.get(poll).text());
        String all = files.stream()
                .map(file -> centre.with("Accept", "application/fhir+ndjson").get(file))
                .peek(file -> assertThat(file.status()).isEqualTo(200))
                .map(Response::text)
                .reduce("", String::concat);

        assertThat(all)
                .contains(
                        way.referral().replace("Task/", ""),
                        Journey.reference(way.sent()).split("/")[1])
                .doesNotContain(others.referral().replace("Task/", ""))
                .doesNotContain(way.journey.number())
                .doesNotContain("\"resourceType\":\"Observation\"");
        for (Api stranger : strangers) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(stranger.get(file).status()).isEqualTo(404));
        }
        assertThat(Api.person("admin")
                        .search(
                                AuditEvent.class,
                                "AuditEvent?type=110106&agent=Organization/centre-heidelberg&patient=Patient/"
                                        + way.journey.patientId()))
                .as("the patient finds what the centre took out, file by file")
                .extracting(event -> event.getEntity().stream()
                        .map(entity -> String.valueOf(entity.getWhat().getReference()))
                        .filter(name -> name.startsWith("Binary/"))
                        .findFirst()
                        .orElse(""))
                .allMatch(name -> files.stream().anyMatch(file -> file.endsWith(name)))
                .hasSizeGreaterThanOrEqualTo(2);

        withdraw(way);

        assertThat(centre.get(poll).status()).isEqualTo(404);
        assertThat(files)
                .allSatisfy(file -> assertThat(centre.get(file).status()).isEqualTo(404));
    }

    @Test
    void theGrantEndsByTheClockWithoutAnybodyDoingAnything() {
        OnTheWay way = OnTheWay.awaitingConsent(journeys, "breast", "centre-seoul")
                .packed()
                .consented()
                .submitted();
        Consent shorter = way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
        shorter.getProvision().getPeriod().setEnd(Date.from(Instant.now().plusSeconds(10)));
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(200);

        way.journey.patient().put(shorter).as(Consent.class);

        await().atMost(Duration.ofSeconds(40))
                .until(() -> way.centre().get(way.referral()).status() == 404);
        assertThat(way.centre().get(Journey.reference(way.sent())).status()).isEqualTo(404);
        assertThat(way.centre()
                        .search("Task?owner=Organization/centre-seoul&_sort=-_lastUpdated")
                        .getEntry())
                .extracting(entry -> Journey.reference(entry.getResource()))
                .doesNotContain(way.referral());
    }

    @Test
    @Order(1)
    void aConsentIsTiedToTheBytesAndGivenOnce() {
        OnTheWay way = seoul;
        String shown = way.sent()
                .getContentFirstRep()
                .getAttachment()
                .getExtensionByUrl(SHA256)
                .getValue()
                .primitiveValue();
        Consent other = way.consentForm();
        other.getProvision().getDataFirstRep().addExtension(SHA256, new StringType("0".repeat(64)));
        assertThat(way.journey.patient().post(other).code()).isEqualTo("consent-mismatch");

        way.consented();

        assertThat(way.consent()
                        .getProvision()
                        .getDataFirstRep()
                        .getExtensionByUrl(SHA256)
                        .getValue()
                        .primitiveValue())
                .isEqualTo(shown);
        Response twice = way.journey.patient().post(way.consentForm());
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.message()).contains(Journey.reference(way.consent()));
        Consent wider = way.journey.coordinator().read(Consent.class, Journey.reference(way.consent()));
        wider.getProvision().getActorFirstRep().setReference(new Reference("Organization/centre-mumbai"));
        assertThat(way.journey.coordinator().put(wider).status()).isEqualTo(422);
        assertThat(way.journey
                        .coordinator()
                        .delete(Journey.reference(way.consent()))
                        .status())
                .isEqualTo(422);
    }

    @Test
    @Order(2)
    void aWithdrawnConsentStaysWithdrawn() {
        OnTheWay way = seoul.submitted();
        String record = "Binary/" + way.journey.idOf("Binary");
        String packed = way.sent().getContentFirstRep().getAttachment().getUrl();
        assertThat(way.centre().get(record).status()).isEqualTo(200);
        assertThat(way.centre().get(packed).status()).isEqualTo(200);
        claimAsItsOwn(way.centre(), record, packed);
        nameItsBytes(way, large);
        withdraw(way);
        assertThat(way.centre().get(record).status()).as("after the withdrawal").isEqualTo(404);
        assertThat(way.centre().get(packed).status()).as("after the withdrawal").isEqualTo(404);
        Consent again = way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
        again.setStatus(ConsentState.ACTIVE);

        assertThat(way.journey.patient().put(again).status()).isEqualTo(422);
        assertThat(way.centre().get(way.referral()).status()).isEqualTo(404);
    }

    /** What a document of one's own names, its sender reads for good: so a centre would name what it reads for a while. */
    private static void claimAsItsOwn(Api centre, String record, String packed) {
        Response named = centre.post(document(record));
        assertThat(named.status()).as(named.text()).isEqualTo(422);
        assertThat(named.code()).isEqualTo("dangling-reference");

        String placeholder = "urn:uuid:" + UUID.randomUUID();
        Bundle found = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        found.addEntry()
                .setFullUrl(placeholder)
                .setResource(new Binary()
                        .setContentType("application/pdf")
                        .setData(centre.with("Accept", "application/pdf")
                                .get(record)
                                .bytes()))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Binary")
                .setIfNoneExist("_id=" + packed.replace("Binary/", ""));
        found.addEntry()
                .setResource(document(placeholder))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("DocumentReference");
        Bundle answer = centre.transaction(found).as(Bundle.class);
        assertThat(answer.getEntryFirstRep().getResponse().getLocation())
                .as("bytes of its own, not those that the condition found")
                .doesNotContain(packed);
    }

    /** So would a report whose bytes are those of a record, by the name under which the server keeps them. */
    private void nameItsBytes(OnTheWay way, String record) {
        String kept = jdbc.sql(
                        "select distinct substring(v.res_text_vc from 'content-id[^}]*?([0-9a-f]{32})') from hfj_res_ver v"
                                + " join hfj_resource r on r.res_id = v.res_id where r.res_type = 'Binary' and r.fhir_id = :id")
                .param("id", record.replace("Binary/", ""))
                .query(String.class)
                .single();
        assertThat(kept).matches("[0-9a-f]{32}");
        Binary claim = new Binary().setContentType("application/pdf");
        claim.getDataElement()
                .addExtension(new Extension(OnTheWay.SO + "/StructureDefinition/content-id", new StringType(kept)));
        Bundle report = way.accepted().report("breast");
        report.getEntry().forEach(entry -> {
            if (entry.getResource() instanceof Binary) {
                entry.setResource(claim);
            } else if (entry.getResource() instanceof DocumentReference document) {
                document.getContentFirstRep().getAttachment().getExtension().clear();
            }
        });
        Response handedIn = way.handIn(report, "preliminary");
        assertThat(handedIn.status()).as(handedIn.text()).isEqualTo(422);
        assertThat(handedIn.code()).isEqualTo("incomplete");

        String posted = "Binary/" + way.centre().post(claim).createdId();
        assertThat(way.centre().with("Accept", "application/pdf").get(posted).bytes())
                .hasSizeLessThan(10_000);
    }

    @Test
    @Order(1)
    void whereBytesLieIsNotTold() {
        Api hospital = seoul.journey.hospital();
        String id = large.replace("Binary/", "");
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(large);

        for (Api reader : List.of(hospital, seoul.journey.coordinator())) {
            assertThat(List.of(
                            reader.get("Binary?_id=" + id),
                            reader.get(large + "/_history"),
                            reader.transaction(batch),
                            reader.get("Patient/" + seoul.journey.patientId() + "/$everything?_count=200"),
                            reader.get(large + "?_format=json")))
                    .extracting(Response::text)
                    .noneMatch(text -> text.contains("content-id"))
                    .anyMatch(text -> text.contains(id));
        }
    }

    private static DocumentReference document(String url) {
        DocumentReference document = new DocumentReference();
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.getType().addCoding().setSystem("http://loinc.org").setCode("11502-2");
        document.addContent()
                .setAttachment(new Attachment()
                        .setContentType("application/pdf")
                        .setLanguage("en")
                        .setUrl(url));
        return document;
    }

    @Test
    void theConsentOfOneCentreIsWithdrawnAndTheOtherReadsOn() {
        OnTheWay declined = OnTheWay.awaitingConsent(journeys, "breast", "centre-houston")
                .packed()
                .consented()
                .submitted();
        declined.step("rejected", "declined").as(Task.class);
        OnTheWay reading =
                declined.offeredTo("centre-seoul").packed().consented().submitted();

        withdraw(declined);

        assertThat(declined.centre().get(declined.referral()).status()).isEqualTo(404);
        assertThat(reading.centre().get(reading.referral()).status()).isEqualTo(200);
        assertThat(reading.centre().get(Journey.reference(reading.sent())).status())
                .isEqualTo(200);
        assertThat(reading.journey.status()).isEqualTo("submitted");
    }

    @Test
    @Order(3)
    void whoCouldSeeWhatAndWhenStaysWrittenDown() {
        OnTheWay way = seoul;

        List<String> kinds = jdbc.sql(
                        "select distinct kind from case_grant where because = :consent and party = 'Organization/centre-seoul'"
                                + " and closed_at is not null and closed_at >= opened_at")
                .param("consent", Journey.reference(way.consent()))
                .query(String.class)
                .list();
        assertThat(kinds).containsExactly("disclosure");
    }

    private static void withdraw(OnTheWay way) {
        Consent consent = way.journey.patient().read(Consent.class, Journey.reference(way.consent()));
        consent.setStatus(ConsentState.INACTIVE);
        way.journey.patient().put(consent).as(Consent.class);
    }

    /** One more record, a picture that takes a while on a slow line. */
    private static String upload(OnTheWay way, int size) {
        byte[] picture = new byte[size];
        new Random(5).nextBytes(picture);
        picture[0] = (byte) 0xFF;
        picture[1] = (byte) 0xD8;
        picture[2] = (byte) 0xFF;
        Api hospital = way.journey.hospital();
        String binary = "Binary/"
                + hospital.send("POST", "Binary", "image/jpeg", picture).createdId();
        DocumentReference record = new DocumentReference();
        record.setStatus(DocumentReferenceStatus.CURRENT);
        record.getType().addCoding().setSystem("http://loinc.org").setCode("11502-2");
        record.setSubject(new Reference("Patient/" + way.journey.patientId()));
        record.addContent()
                .setAttachment(new Attachment()
                        .setContentType("image/jpeg")
                        .setLanguage("en")
                        .setUrl(binary));
        record.getContext().addRelated(new Reference(way.journey.caseReference()));
        hospital.post(record).createdId();
        return binary;
    }

    private static List<String> files(String status) {
        Matcher url = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"").matcher(status);
        return url.results().map(result -> result.group(1)).toList();
    }
}
