/* SPDX-License-Identifier: MIT
 *
 * Any bytes as code, against each shipped model, with and without a dictionary of any bytes. The
 * input: which model, the bytes of the dictionary, the dictionary, the code.
 */
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    const moto_model *model = &target_models()[data[0] % TARGET_MODELS];
    size_t names = data[1] < size - 2 ? data[1] : size - 2;
    uint8_t *dictionary = target_copy(data + 2, names);
    uint8_t *code = target_copy(data + 2 + names, size - 2 - names);
    bool good = names > 0 && moto_dictionary_check(model, dictionary, (uint32_t)names) == MOTO_OK;
    target_decode(model, good ? dictionary : NULL, code, (uint32_t)(size - 2 - names), MOTO_CODED);
    free(code);
    free(dictionary);
    return 0;
}
