package health.consilium.fhir;

import ca.uhn.fhir.util.XmlUtil;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.XMLEvent;

/**
 * Finds numbers that would cost much to read, in a text that nobody has read yet. What else is wrong with it is told by who does.
 */
final class NumberScan {

    /** Of a text that may be a number, or not: there are identifiers of digits only. */
    private static final int MOST_DIGITS = 1000;

    private static final QName VALUE = new QName("value");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Three digits or more, but for leading zeros. */
    private static final Pattern LARGE_EXPONENT = Pattern.compile("[^eE]*[eE][+-]?0*[1-9][0-9]{2,}");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private NumberScan() {}

    /** @param text JSON or XML, as HAPI tells them apart where nobody says so */
    static boolean findsDear(Reader text) throws IOException {
        BufferedReader reader = new BufferedReader(text);
        int first;
        do {
            reader.mark(1);
            first = reader.read();
        } while (first == BYTE_ORDER_MARK || Character.isWhitespace(first));
        reader.reset();
        return first == '<' ? inXml(reader) : inJson(reader);
    }

    private static boolean inJson(Reader text) {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()
                                && LARGE_EXPONENT.matcher(parser.getText()).matches()
                        || token == JsonToken.VALUE_STRING
                                && isLongNumber(
                                        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
                    return true;
                }
            }
        } catch (IOException unreadable) {
            // Told by who reads it.
        }
        return false;
    }

    private static boolean inXml(Reader text) {
        try {
            XMLEventReader events = XmlUtil.createXmlReader(text);
            while (events.hasNext()) {
                XMLEvent event = events.nextEvent();
                Attribute value =
                        event.isStartElement() ? event.asStartElement().getAttributeByName(VALUE) : null;
                if (value != null) {
                    char[] characters = value.getValue().toCharArray();
                    if (isLongNumber(characters, 0, characters.length)) {
                        return true;
                    }
                }
            }
        } catch (XMLStreamException | RuntimeException unreadable) {
            // Told by who reads it.
        }
        return false;
    }

    private static boolean isLongNumber(char[] text, int from, int length) {
        if (length <= MOST_DIGITS) {
            return false;
        }
        for (int at = from; at < from + length; at++) {
            if ("0123456789.+-eE".indexOf(text[at]) < 0) {
                return false;
            }
        }
        return true;
    }
}
