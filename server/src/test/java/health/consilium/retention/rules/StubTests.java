package health.consilium.retention.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

class StubTests {

    @Test
    void aReferenceToWhatGoesIsCutWithItsWords() {
        Task task = new Task();
        task.setFocus(new Reference("DocumentReference/1").setDisplay("Pathology of Mrs Rao"));
        task.setOwner(new Reference("Organization/coordination"));
        task.addInput().setValue(new Reference("Observation/2/_history/1"));

        Stub.cut(task, Set.of("DocumentReference/1", "Observation/2"));

        assertThat(task.getFocus().hasReference()).isFalse();
        assertThat(task.getFocus().getDisplay()).isEqualTo("Erased");
        assertThat(task.getFocus().getType()).isEqualTo("DocumentReference");
        assertThat(((Reference) task.getInputFirstRep().getValue()).hasReference())
                .isFalse();
        assertThat(task.getOwner().getReference()).isEqualTo("Organization/coordination");
    }

    @Test
    void aCohortLosesWhoGoes() {
        Group cohort = new Group().setQuantity(2);
        cohort.addMember().setEntity(new Reference("Patient/1").setDisplay("Mrs Rao"));
        cohort.addMember().setEntity(new Reference("Patient/2"));

        Stub.cut(cohort, Set.of("Patient/1"));

        assertThat(cohort.getMember())
                .extracting(member -> member.getEntity().getReference())
                .containsExactly("Patient/2");
        assertThat(cohort.getQuantity()).isEqualTo(1);
    }

    @Test
    void ofARequestOnlyItsNumberAndEndAreLeft() {
        ServiceRequest request = new ServiceRequest();
        request.setId("ServiceRequest/9");
        request.setStatus(ServiceRequest.ServiceRequestStatus.COMPLETED)
                .setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
        request.getRequisition().setValue("C-1");
        request.setSubject(new Reference("Patient/1"));
        request.addReasonCode().setText("Breast cancer");
        request.addNote().setText("Her sister had it, too");
        request.addExtension("https://example.org/question", new org.hl7.fhir.r4.model.StringType("Surgery?"));

        ServiceRequest stub = Stub.of(request);

        assertThat(stub.getIdElement().getIdPart()).isEqualTo("9");
        assertThat(stub.getRequisition().getValue()).isEqualTo("C-1");
        assertThat(stub.getSubject().hasReference()).isFalse();
        assertThat(stub.hasReasonCode() || stub.hasNote() || stub.hasExtension())
                .isFalse();
    }
}
