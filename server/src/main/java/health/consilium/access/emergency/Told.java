package health.consilium.access.emergency;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** What the operations tell of an emergency, at the top of an answer or within a part of it. */
record Told(BiConsumer<String, Type> out) {

    static Told at(Parameters answer) {
        return new Told((name, value) -> answer.addParameter().setName(name).setValue(value));
    }

    static Told within(ParametersParameterComponent group) {
        return new Told((name, value) -> group.addPart().setName(name).setValue(value));
    }

    /** To who has declared it. */
    void opened(Emergency emergency) {
        text("id", emergency.id().toString());
        reference("case", emergency.file().request());
        reference("patient", emergency.file().patient());
        moment("until", emergency.until());
    }

    /**
     * To who reviews it.
     *
     * @param due by when; empty when that is done
     */
    void whole(Emergency emergency, Optional<Instant> due) {
        text("id", emergency.id().toString());
        moment("declared", emergency.declaredAt());
        moment("until", emergency.until());
        reference("who", emergency.who().party());
        code("role", emergency.who().role());
        emergency.who().organization().ifPresent(reference -> reference("organization", reference));
        text("case", emergency.file().number());
        reference("patient", emergency.file().patient());
        code("purpose", emergency.grounds().purpose().name());
        text("reason", emergency.grounds().reason());
        due.ifPresent(at -> moment("due", at));
        emergency.review().ifPresent(review -> {
            reviewed(review);
            text("note", review.note());
        });
    }

    void reviewed(Emergency.Review review) {
        moment("reviewed", review.at());
        reference("by", review.by());
        out.accept("justified", new BooleanType(review.justified()));
    }

    private void text(String name, String value) {
        out.accept(name, new StringType(value));
    }

    private void code(String name, String value) {
        out.accept(name, new CodeType(value));
    }

    private void reference(String name, String value) {
        out.accept(name, new Reference(value));
    }

    private void moment(String name, Instant value) {
        InstantType moment = new InstantType(Date.from(value));
        moment.setTimeZone(TimeZone.getTimeZone("UTC"));
        out.accept(name, moment);
    }
}
