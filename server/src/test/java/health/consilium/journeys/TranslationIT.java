package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.consilium.support.Api;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Probes;
import health.consilium.support.ServerTest;
import health.consilium.support.Translators;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class TranslationIT {

    @Autowired
    Journeys journeys;

    @Test
    void translatingStartsAsSoonAsThePatientHasChosen() {
        Journey journey = collecting("breast");

        assertThat(journey.tasks("translate")).hasSize(6).allSatisfy(task -> {
            assertThat(task.getStatus()).isEqualTo(TaskStatus.REQUESTED);
            assertThat(task.hasOwner()).isFalse();
            assertThat(task.getRestriction().getPeriod().hasEnd()).isTrue();
        });
        assertThat(journey.status()).isEqualTo("collecting-records");
    }

    @Test
    void aRecordThatComesLaterIsTranslatedToo() {
        Journey journey = collecting("nsclc");
        int before = journey.tasks("translate").size();

        String late = journey.hospitalUploads("zh-Hans");
        journey.hospitalUploads("en");

        awaitTranslationOf(journey, "DocumentReference/" + late);
        assertThat(journey.tasks("translate")).hasSize(before + 1);
    }

    /** The desk has decided on the document as it is; a better version of it is another document. */
    @Test
    void whatTheDeskCancelledStaysSoWhenAnotherRecordComes() {
        Journey journey = collecting("nsclc");
        List<Task> tasks = journey.tasks("translate");
        String cancelled = tasks.get(0).getFocus().getReference();
        Journey.moved(journey.coordinator(), tasks.get(0), "cancelled");
        Translators.translate(tasks.get(1), "en");
        Journey.moved(journey.coordinator(), journey.open("verify-translation"), "cancelled");

        String late = "DocumentReference/" + journey.hospitalUploads("zh-Hans");
        awaitTranslationOf(journey, late);
        DocumentReference better = journey.hospital().read(DocumentReference.class, cancelled);
        better.setId((String) null);
        better.setMeta(null);
        better.addRelatesTo()
                .setCode(DocumentReference.DocumentRelationshipType.REPLACES)
                .setTarget(new Reference(cancelled));
        String replacing =
                "DocumentReference/" + journey.hospital().post(better).createdId();
        awaitTranslationOf(journey, replacing);

        assertThat(journey.tasks("translate"))
                .extracting(task -> task.getFocus().getReference())
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    private static void awaitTranslationOf(Journey journey, String document) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(journey.tasks("translate"))
                .extracting(task -> task.getFocus().getReference())
                .contains(document));
    }

    @Test
    void theCaseGoesOnWhenASecondPersonHasVerifiedEveryTranslation() {
        Journey journey = collecting("breast");
        journey.recordsAreCollected();
        journey.recordsAreReviewed();
        assertThat(journey.status()).isEqualTo("translating");

        Translators.translateAll(journey);

        assertThat(journey.status()).isEqualTo("matching");
        assertThat(journey.tasks("verify-translation")).hasSize(6);
        Task task = journey.tasks("translate").get(0);
        DocumentReference translation =
                journey.coordinator().read(DocumentReference.class, output(task).getReference());
        DocumentReference original = journey.coordinator()
                .read(DocumentReference.class, task.getFocus().getReference());
        assertThat(translation.getDocStatus()).isEqualTo(ReferredDocumentStatus.FINAL);
        assertThat(translation.getDescription())
                .contains(original.getIdentifierFirstRep().getValue());
        assertThat(translation.getSubject().getReference())
                .isEqualTo(original.getSubject().getReference());
        assertThat(translation.getContext().getRelatedFirstRep().getReference()).isEqualTo(journey.caseReference());
        assertThat(translation.getContentFirstRep().getAttachment().hasHash()).isTrue();
        assertThat(journey.patient().get(Journey.reference(translation)).status())
                .isEqualTo(200);
        assertThat(journey.patient()
                        .get(translation.getContentFirstRep().getAttachment().getUrl())
                        .status())
                .isEqualTo(200);
        Provenance provenance = journey.coordinator()
                .search(Provenance.class, "Provenance?target=" + Journey.reference(translation))
                .get(0);
        assertThat(provenance.getAgent())
                .extracting(agent -> agent.getWho().getReference())
                .containsExactly("Practitioner/translator-1", "Practitioner/translator-2");
    }

    @Test
    void aTranslatorSeesThePoolAndOnlyTheDocumentInHand() {
        Journey journey = collecting("hcc");
        Api translator = Api.person(Translators.FIRST);
        List<Task> tasks = journey.tasks("translate");
        String document = tasks.get(0).getFocus().getReference();
        assertThat(translator.get(document).status()).isEqualTo(404);

        Task taken = Translators.take(translator, tasks.get(0));

        assertThat(taken.getOwner().getReference()).isEqualTo("Practitioner/translator-1");
        DocumentReference read = translator.read(DocumentReference.class, document);
        assertThat(translator
                        .get(read.getContentFirstRep().getAttachment().getUrl())
                        .status())
                .isEqualTo(200);
        assertThat(translator.get(tasks.get(1).getFocus().getReference()).status())
                .isEqualTo(404);
        assertThat(translator.get(journey.caseReference()).status()).isEqualTo(403);
        assertThat(translator.search(
                        Task.class,
                        "Task?code=" + Journey.TASK_CODE + "|translate&status=requested&_id="
                                + tasks.get(1).getIdElement().getIdPart()))
                .hasSize(1);
        assertThat(Api.person(Translators.SECOND).get(Journey.reference(taken)).status())
                .isEqualTo(404);

        assertThat(translator
                        .transaction(Translators.translation(translator, taken, "en"))
                        .status())
                .isEqualTo(200);
        assertThat(translator.get(document).status()).isEqualTo(404);
    }

    /** Its first version was nobody's, and its labels still say that it was in the pool. */
    @Test
    void whatAColleagueTookIsNotThereForATranslatorInNoVersionAndUnderNoCondition() {
        Task taken = Translators.take(
                Api.person(Translators.FIRST),
                collecting("hcc").tasks("translate").get(0));
        Api colleague = Api.person(Translators.SECOND);
        String first = Journey.reference(taken) + "/_history/1";
        Bundle batch = Probes.transactionOf(Bundle.HTTPVerb.GET, first, null);
        Bundle create = Probes.transactionOf(Bundle.HTTPVerb.POST, "Task", withoutId(taken));

        assertThat(Api.person(Translators.FIRST).get(first).status()).isEqualTo(200);
        Probes.indistinguishable(colleague.get(first), colleague.get("Task/" + UUID.randomUUID() + "/_history/1"));
        for (Bundle.BundleType type : List.of(Bundle.BundleType.BATCH, Bundle.BundleType.TRANSACTION)) {
            Bundle answer = colleague.transaction(batch.setType(type)).as(Bundle.class);
            assertThat(answer.getEntryFirstRep().getResponse().getStatus()).startsWith("404");
            assertThat(answer.getEntryFirstRep().hasResource()).isFalse();
        }
        for (String owner : List.of(Translators.FIRST, "nobody")) {
            String condition = "owner=Practitioner/" + owner + "&status=accepted";
            create.getEntryFirstRep().getRequest().setIfNoneExist(condition);
            assertThat(colleague
                            .with("If-None-Exist", condition)
                            .post(withoutId(taken))
                            .status())
                    .isEqualTo(403);
            assertThat(colleague.transaction(create).status()).isEqualTo(403);
        }
    }

    private static Task withoutId(Task task) {
        Task copy = task.copy();
        copy.setId((String) null);
        return copy;
    }

    @Test
    void aTaskIsNotDoneWithoutATranslationOfItsDocument() {
        Journey journey = collecting("breast");
        Api translator = Api.person(Translators.FIRST);
        Task taken = Translators.take(translator, journey.tasks("translate").get(0));

        Api.Response nothing = Journey.move(translator, taken, "completed");
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.code()).isEqualTo("incomplete");
        assertThat(nothing.message()).contains("output of type translation");

        Bundle wrongLanguage = Translators.translation(translator, taken, "fr");
        assertThat(translator.transaction(wrongLanguage).message()).contains("attachment.language en");

        Bundle anonymous = Translators.translation(translator, taken, "en");
        Translators.entry(anonymous, Provenance.class)
                .getAgentFirstRep()
                .setWho(new Reference("Practitioner/translator-2"));
        assertThat(translator.transaction(anonymous).message()).contains("agent performer Practitioner/translator-1");

        assertThat(translator
                        .read(Task.class, Journey.reference(taken))
                        .getMeta()
                        .getVersionId())
                .isEqualTo(taken.getMeta().getVersionId());
    }

    @Test
    void nobodySendsATranslationWithoutHavingTakenTheTask() {
        Journey journey = collecting("breast");
        List<Task> tasks = journey.tasks("translate");
        Api translator = Api.person(Translators.FIRST);
        Task taken = Translators.take(translator, tasks.get(0));

        Bundle ofAnother = Translators.translation(translator, taken, "en");
        Translators.entry(ofAnother, DocumentReference.class)
                .getRelatesToFirstRep()
                .setTarget(tasks.get(1).getFocus().copy());
        Api.Response refused = translator.transaction(ofAnother);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("illegal-transition");

        Bundle bytes = Translators.translation(translator, taken, "en");
        bytes.getEntry().removeIf(entry -> entry.getResource() instanceof Task);
        assertThat(journey.hospital().transaction(bytes).code()).isEqualTo("illegal-transition");
    }

    @Test
    void theTranslatorDoesNotVerifyTheOwnTranslation() {
        Journey journey = collecting("breast");
        Translators.translate(journey.tasks("translate").get(0), "en");
        Task verify = journey.open("verify-translation");
        Api translator = Api.person(Translators.FIRST);

        Api.Response refused = translator.patch(
                Journey.reference(verify),
                verify.getMeta().getVersionId(),
                "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"accepted\"}]");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("same-person");
        assertThat(journey.open("verify-translation").hasOwner()).isFalse();
    }

    @Test
    void aTranslationThatIsRejectedIsMadeAgain() {
        Journey journey = collecting("breast");
        Task first = journey.tasks("translate").get(0);
        Translators.translate(first, "en");
        Api verifier = Api.person(Translators.SECOND);
        Task verify = Translators.take(verifier, journey.open("verify-translation"));

        assertThat(Journey.move(verifier, verify, "rejected").message()).contains("statusReason");
        Task rejected = verify.copy();
        rejected.setStatus(TaskStatus.REJECTED);
        rejected.setStatusReason(new CodeableConcept().setText("The receptor table is missing"));
        verifier.put(rejected).as(Task.class);

        Task again = journey.tasks("translate").stream()
                .filter(task -> task.getStatus() == TaskStatus.REQUESTED)
                .filter(task ->
                        task.getFocus().getReference().equals(first.getFocus().getReference()))
                .findFirst()
                .orElseThrow();
        assertThat(again.getInput())
                .anySatisfy(input -> assertThat(String.valueOf(input.getValue().primitiveValue()))
                        .isEqualTo("The receptor table is missing"));
        Task done = journey.coordinator().read(Task.class, Journey.reference(first));
        assertThat(journey.coordinator()
                        .read(DocumentReference.class, output(done).getReference())
                        .getStatus())
                .isEqualTo(DocumentReferenceStatus.SUPERSEDED);
    }

    @Test
    void theServerAloneSaysThatATranslationIsVerified() {
        Journey journey = collecting("breast");
        Task task = journey.tasks("translate").get(0);
        Translators.translate(task, "en");
        Task done = journey.coordinator().read(Task.class, Journey.reference(task));
        DocumentReference translation =
                journey.coordinator().read(DocumentReference.class, output(done).getReference());

        translation.setDocStatus(ReferredDocumentStatus.FINAL);

        assertThat(journey.coordinator().put(translation).code()).isEqualTo("illegal-transition");
    }

    private Journey collecting(String example) {
        Journey journey = journeys.hospitalSends(example);
        journey.coordinatorAssesses().patientChooses();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(journey.tasks("translate")).hasSize(6));
        return journey;
    }

    private static Reference output(Task task) {
        return (Reference) task.getOutputFirstRep().getValue();
    }
}
