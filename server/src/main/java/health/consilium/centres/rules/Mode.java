package health.consilium.centres.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How an opinion is given ({@code CodeSystem/delivery-mode}). */
public enum Mode {
    REMOTE,
    IN_PERSON;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Mode> of(String code) {
        return Stream.of(values()).filter(mode -> mode.code().equals(code)).findFirst();
    }
}
