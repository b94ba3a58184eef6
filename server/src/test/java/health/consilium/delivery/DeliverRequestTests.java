package health.consilium.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.fhir.RefusedException;
import java.util.List;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A passcode is as long as a person sees it, and no longer than bcrypt reads. */
class DeliverRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"123456", "अआइईउऊ", "correct horse battery staple"})
    void aPasscodeOfSixCharactersInAnyScriptIsTaken(String passcode) {
        assertThat(request(passcode).passcode()).contains(passcode);
        assertThat(request("x".repeat(64)).passcode()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "अआ", "ёёёёё", "😀😀😀😀😀"})
    void fewerAreTooFewHoweverManyBytesTheyHave(String passcode) {
        assertThatThrownBy(() -> request(passcode)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "अ"})
    void whatBcryptWouldCutIsTooLong(String letter) {
        assertThatThrownBy(() -> request(letter.repeat(65))).isInstanceOf(RefusedException.class);
    }

    private static DeliverRequest request(String passcode) {
        return DeliverRequest.of(
                List.of(new Reference("Patient/1")), new CodeType("shl"), null, new StringType(passcode));
    }
}
