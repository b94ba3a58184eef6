package health.consilium.fhir.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells plain text from other bytes. */
final class PlainText {

    private PlainText() {}

    static boolean isText(InputStream bytes) throws IOException {
        Reader reader = new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        char[] buffer = new char[8192];
        boolean any = false;
        try {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                any |= count > 0;
                if (hasControl(buffer, count)) {
                    return false;
                }
            }
        } catch (CharacterCodingException e) {
            return false;
        }
        return any;
    }

    private static boolean hasControl(char[] characters, int count) {
        for (int i = 0; i < count; i++) {
            char character = characters[i];
            boolean breaks = character == '\n' || character == '\r' || character == '\t' || character == '\f';
            if (Character.isISOControl(character) && !breaks) {
                return true;
            }
        }
        return false;
    }
}
