package health.consilium.packaging.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Refusal;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class SharedPackageTests {

    private static final Instant END = Instant.parse("2026-12-24T10:00:00Z");

    @Test
    void aConsentEndsAndEndsOnAnotherDay() {
        assertThat(SharedPackage.change(consent(), consent().setStatus(ConsentState.INACTIVE)))
                .isEmpty();
        assertThat(SharedPackage.change(consent(), until(END.plusSeconds(1)))).isEmpty();
    }

    @Test
    void whatIsNoConsentToShareDoesNotBecomeOne() {
        Consent toNobody = consent();
        toNobody.getProvision().getActor().clear();
        Consent toTwo = consent();
        toTwo.getProvision().addActor().setReference(new Reference("Organization/seoul"));
        Consent ofAnotherKind = consent();
        ofAnotherKind.getMeta().getProfile().clear();

        for (Consent before : new Consent[] {toNobody, toTwo, ofAnotherKind}) {
            assertThat(SharedPackage.change(before, consent()))
                    .map(Refusal::code)
                    .contains("unsupported");
            assertThat(SharedPackage.change(before, before.copy().setStatus(ConsentState.INACTIVE)))
                    .isEmpty();
        }
    }

    @Test
    void longerIsALaterEndOrNone() {
        assertThat(SharedPackage.isLonger(consent(), until(END.plusSeconds(1)))).isTrue();
        assertThat(SharedPackage.isLonger(consent(), until(null))).isTrue();
        assertThat(SharedPackage.isLonger(consent(), consent())).isFalse();
        assertThat(SharedPackage.isLonger(consent(), until(END.minusSeconds(1))))
                .isFalse();
        assertThat(SharedPackage.isLonger(until(null), consent())).isFalse();
    }

    private static Consent until(Instant end) {
        Consent consent = consent();
        consent.getProvision().getPeriod().setEnd(end == null ? null : Date.from(end));
        return consent;
    }

    private static Consent consent() {
        Consent consent = new Consent();
        consent.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/sharing-consent");
        consent.setStatus(ConsentState.ACTIVE);
        consent.getProvision().getPeriod().setEnd(Date.from(END));
        consent.getProvision().addActor().setReference(new Reference("Organization/heidelberg"));
        consent.getProvision().addData().setReference(new Reference("DocumentReference/7"));
        return consent;
    }
}
