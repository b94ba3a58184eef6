package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TumourTypeGuardTests {

    private final Callers callers = mock(Callers.class);
    private final TumourTypeGuard guard = new TumourTypeGuard(callers, Content.mapper());
    private final ServletRequestDetails client = new ServletRequestDetails();

    @BeforeEach
    void aCoordinatorCalls() {
        when(callers.require(Role.COORDINATOR))
                .thenReturn(new Caller(
                        "clinician", Role.COORDINATOR, "Practitioner/clinician", Optional.empty(), Set.of()));
    }

    @Test
    void aCoordinatorChoosesWithAReasonAndTheOwnName() {
        assertThatNoException().isThrownBy(() -> guard.beforeCreate(choice("sclc"), client));
        verify(callers).require(Role.COORDINATOR);
    }

    @Test
    void aChoiceNeedsReasonSignatureAndATypeThatThereIs() {
        Observation silent = choice("sclc");
        silent.setNote(null);
        Observation unsigned = choice("sclc");
        unsigned.setPerformer(null);
        Observation forged = choice("sclc");
        forged.getPerformerFirstRep().setReference("Practitioner/somebody-else");

        assertThat(refusal(silent).message()).contains("note");
        assertThat(refusal(unsigned).message()).contains("performer");
        assertThat(refusal(forged).expressions()).containsExactly("Observation.performer");
        assertThat(refusal(choice("toenail")).expressions()).containsExactly("Observation.value");
    }

    @Test
    void aChoiceMayBeTakenBackButNotByTurningItIntoAnotherRecord() {
        Observation withdrawn = choice("sclc");
        withdrawn.setNote(null).setStatus(ObservationStatus.ENTEREDINERROR);
        guard.beforeUpdate(choice("sclc"), withdrawn, client);
        verify(callers).require(Role.COORDINATOR);

        when(callers.require(Role.COORDINATOR)).thenThrow(new IllegalStateException("no coordinator"));
        catchThrowableOfType(
                IllegalStateException.class,
                () -> guard.beforeUpdate(choice("sclc"), new Observation().setStatus(ObservationStatus.FINAL), client));
    }

    @Test
    void otherObservationsAreNobodysConcern() {
        guard.beforeCreate(new Observation().setStatus(ObservationStatus.FINAL), client);
        verifyNoInteractions(callers);
    }

    private Refusal refusal(Observation choice) {
        return catchThrowableOfType(RefusedException.class, () -> guard.beforeCreate(choice, client))
                .refusals()
                .get(0);
    }

    private static Observation choice(String type) {
        Observation choice = new Observation();
        choice.setStatus(ObservationStatus.FINAL);
        choice.setCode(new CodeableConcept(new Coding(Systems.CASE_FACT, "tumourType", null)));
        choice.setValue(new CodeableConcept(new Coding(Systems.TUMOUR_TYPE, type, null)));
        choice.addPerformer(new Reference("Practitioner/clinician"));
        choice.addNote().setText("Small cell on review of the slides");
        return choice;
    }
}
