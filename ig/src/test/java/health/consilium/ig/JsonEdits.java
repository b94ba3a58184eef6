package health.consilium.ig;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.function.Consumer;

/** Small edits of a resource's JSON, from which {@link BrokenExampleTests} makes its damage. */
final class JsonEdits {

    private JsonEdits() {}

    static Consumer<JsonObject> without(String member) {
        return resource -> resource.remove(member);
    }

    static Consumer<JsonObject> with(String member, String value) {
        return resource -> set(resource, member, value);
    }

    static void set(JsonObject object, String member, String value) {
        object.add(member, json(value));
    }

    static JsonObject at(JsonObject root, Object... path) {
        JsonElement element = root;
        for (Object step : path) {
            element = step instanceof Integer index
                    ? element.getAsJsonArray().get(index)
                    : element.getAsJsonObject().get((String) step);
        }
        return element.getAsJsonObject();
    }

    static JsonObject attachment(JsonObject documentReference) {
        return at(documentReference, "content", 0, "attachment");
    }

    static JsonObject code(JsonObject resource, String concept) {
        return at(resource, concept, "coding", 0);
    }

    static void doubled(JsonArray array) {
        array.add(array.get(0).deepCopy());
    }

    static JsonArray array(JsonObject single) {
        JsonArray array = new JsonArray();
        array.add(single);
        return array;
    }

    static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    static JsonObject extension(JsonObject element, String id) {
        for (JsonElement extension : element.getAsJsonArray("extension")) {
            if (extension.getAsJsonObject().get("url").getAsString().endsWith(id)) {
                return extension.getAsJsonObject();
            }
        }
        throw new IllegalArgumentException("no extension " + id);
    }
}
