package health.consilium.packaging.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What people see of XDM media in a browser. */
final class XdmPages {

    private XdmPages() {}

    static byte[] index(XdmContents.Submission submission, List<XdmContents.Part> parts, String subset) {
        StringBuilder page = new StringBuilder(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">
                <head><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                <p>Made by Consilium. What is on this media and how it is read is in <a href="README.TXT">README.TXT</a>.</p>
                <ul>
                """
                        .formatted(escaped(submission.title())));
        parts.forEach(part -> page.append("<li><a href=\"%s\">%s</a> (%s, %s)</li>\n"
                .formatted(
                        subset + part.uri(),
                        escaped(part.title()),
                        escaped(part.mimeType()),
                        escaped(part.language()))));
        return page.append("</ul>\n</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] readme() {
        return """
                Documents of an oncology case, as media in the format of IHE XDM (Cross-enterprise Document Media Interchange).

                INDEX.HTM lists them for people. IHE_XDM/SUBSET01/METADATA.XML describes them for systems.
                DOC00001.JSN is the signed FHIR document (HL7 FHIR R4); the others are the records that it lists.
                For the recipient only. To be erased after use; no disclosure to others without the patient's consent.
                """
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
