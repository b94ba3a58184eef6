package health.consilium.fhir.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats in which records are taken, each known by its first bytes, plain text by being UTF-8 throughout. */
public enum DocumentFormat {
    /** ISO 32000-2, 7.5.2; nothing may come before the header, or the file could be something else as well. */
    PDF("application/pdf", new int[] {'%', 'P', 'D', 'F', '-'}),
    /** ITU-T T.81, B.1.1.3: start of image, then a marker. */
    JPEG("image/jpeg", new int[] {0xFF, 0xD8, 0xFF}),
    /** https://www.w3.org/TR/png-3/#5PNG-file-signature */
    PNG("image/png", new int[] {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A}),
    /** TIFF 6.0, section 2: byte order, then 42 in that order. */
    TIFF("image/tiff", new int[] {'I', 'I', 42, 0}, new int[] {'M', 'M', 0, 42}),
    /** UTF-8 without control characters other than those that break lines and pages. */
    TEXT("text/plain");

    private static final int LONGEST_SIGNATURE = 8;

    private final String mediaType;
    private final int[][] signatures;

    DocumentFormat(String mediaType, int[]... signatures) {
        this.mediaType = mediaType;
        this.signatures = signatures;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The format of this name; parameters such as {@code charset} do not matter. */
    public static Optional<DocumentFormat> named(String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        String type = contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(type))
                .findFirst();
    }

    /** The media types that are taken, for people to read. */
    public static String accepted() {
        return Arrays.stream(values()).map(DocumentFormat::mediaType).collect(Collectors.joining(", "));
    }

    /** Whether bytes are of this format. Reads no more of the stream than it takes to know. */
    public boolean isFormatOf(InputStream bytes) throws IOException {
        if (this == TEXT) {
            return PlainText.isText(bytes);
        }
        byte[] head = bytes.readNBytes(LONGEST_SIGNATURE);
        return Arrays.stream(signatures).anyMatch(signature -> startsWith(head, signature));
    }

    private static boolean startsWith(byte[] head, int[] signature) {
        if (head.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((head[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
