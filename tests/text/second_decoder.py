#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A second decoder of coded text, written from core/FORMAT.md and core/FORMAT-TEXT.md and nothing else.

    second_decoder.py MODEL ROM...     prints the text of every line of each ROM, a line each

It is slow and plain on purpose: where the core and this program disagree, one of them or the
document is wrong. Section numbers are those of FORMAT-TEXT.md."""

import struct
import sys
import zlib

WORD = 0xFFFFFFFF
CHANCES = [
    32768, 34813, 36843, 38841, 40793, 42687, 44511, 46254, 47911, 49474, 50941, 52310, 53581,
    54754, 55834, 56822, 57724, 58544, 59287, 59959, 60565, 61109, 61598, 62036, 62428, 62778,
    63090, 63368, 63615, 63835, 64030, 64203, 64357, 64494, 64614, 64721, 64816, 64900, 64974,
    65039, 65097, 65149, 65194, 65234, 65269, 65300, 65328, 65352, 65374, 65393, 65410, 65425,
    65438, 65449, 65459, 65468, 65476, 65483, 65489, 65495, 65500, 65504, 65508, 65511, 65514]
MANTISSAS = [64, 76, 91, 108]
NAME_OF_MODEL, TEXT_LIMIT = b"MGTM", 512


class Cursor:
    """Reads a model's parts one behind the other."""

    def __init__(self, data, at):
        self.data, self.at = data, at

    def take(self, size):
        part = self.data[self.at:self.at + size]
        assert len(part) == size, "the model is cut off"
        self.at += size
        return part

    def u8(self):
        return self.take(1)[0]

    def i8(self):
        return struct.unpack("<b", self.take(1))[0]

    def u16(self):
        return int.from_bytes(self.take(2), "little")


class RankedBitmap:
    def __init__(self, cursor, size):
        blocks = cursor.take((size + 63) // 64 * 10)
        self.ranks, ones = [], 0
        self.bits = []
        for i in range(size):
            bit = blocks[i // 64 * 10 + 2 + i % 64 // 8] >> i % 8 & 1
            ones += bit
            self.bits.append(bit)
            self.ranks.append(ones)

    def class_of(self, i):
        return self.ranks[i] - 1


class Row:
    def __init__(self, cursor, dimensions):
        self.scale = cursor.u8()
        packed = cursor.take(dimensions // 2)
        self.nibbles = [n for byte in packed for n in (byte & 15, byte >> 4)]
        self.weights = [n - 8 for n in self.nibbles]
        self.step = (MANTISSAS[self.scale % 4] * 2 ** (self.scale // 4) + 2048) >> 12


class Node:
    def __init__(self, cursor, wide, width, narrow):
        self.left = cursor.u16() if wide else cursor.u8()
        self.bias = cursor.i8()
        self.row = Row(cursor, width if wide else narrow)

    def chance(self, bent):
        """Section 4: that the node says 1, in 1/65536."""
        row = self.row
        total = sum(w * h for w, h in zip(row.weights, bent))
        e = 24 - row.scale // 4
        value = ((total * MANTISSAS[row.scale % 4] + 2 ** (e - 1)) >> e) + self.bias * 32
        size = min(abs(value), 2047)
        i, part = size >> 5, size % 32
        q = CHANCES[i] + ((CHANCES[i + 1] - CHANCES[i]) * part >> 5)
        return q if value >= 0 else 65536 - q


class Model:
    """Section 1."""

    def __init__(self, data):
        assert data[:4] == NAME_OF_MODEL and data[4] == 1, "not a text model of version 1"
        (self.dimensions, self.narrow, self.direct, self.places, self.shared, self.symbols,
         tables) = data[5:12]
        size, self.hash = struct.unpack_from("<II", data, 12)
        assert size == len(data), "the model's size"
        assert zlib.crc32(data[20:], zlib.crc32(data[:16])) == self.hash, "the model's checksum"
        self.tokens, self.leaves, self.escape, self.name = struct.unpack_from("<4H", data, 20)
        self.spread = data[28]
        classes = struct.unpack_from("<5H", data, 30)
        cursor = Cursor(data, 40)
        kinds = list(classes[:self.direct]) + [classes[4]] * (self.places > 0)
        maps = [RankedBitmap(cursor, self.leaves) if n != self.leaves else None for n in kinds]
        self.maps = maps[:self.direct]
        self.shared_map = maps[self.direct] if self.places else None
        rows = lambda count, width: [Row(cursor, width) for _ in range(count)]
        self.direct_rows = [rows(n + 1, self.dimensions) for n in classes[:self.direct]]
        self.pair_rows = rows(9, self.dimensions)
        self.position_rows = rows(12, self.dimensions)
        self.casing_rows = rows(3, self.dimensions)
        self.factored_rows = rows(self.shared, self.dimensions)
        self.shared_rows = rows(classes[4] + 1, self.shared)
        self.factors = [[cursor.i8() for _ in range(self.shared)] for _ in range(self.places)]
        wide = RankedBitmap(cursor, self.leaves + 2)
        self.nodes = [Node(cursor, wide.bits[i], self.dimensions, self.narrow)
                      for i in range(self.leaves + 2)]
        self.read_leaves(cursor)
        self.read_strings(cursor, tables)

    def read_leaves(self, cursor):
        for _ in range((self.leaves + 7) // 8):
            cursor.take(4)  # this reader goes through all leaves once and needs no index
        size = cursor.u16()
        nibbles = [n for byte in cursor.take(size) for n in (byte & 15, byte >> 4)]
        self.buckets, at, first = [], 0, 0
        for _ in range(self.leaves):
            weights, weight, start = [], 512, first
            while nibbles[at] != 15:
                count = nibbles[at]
                weights += [weight] * count
                if count != 14 and weight > 1:
                    weight //= 2
                at += 1
            at += 1
            self.buckets.append((start, weights))
            first += len(weights)

    def read_strings(self, cursor, tables):
        """Section 6, all tokens at once."""
        index = []
        for _ in range((self.tokens + 63) // 64):
            position = int.from_bytes(cursor.take(3), "little")
            index.append((position, list(cursor.take(7))))
        self.tables = []
        for _ in range(tables):
            counts = cursor.take(12)
            self.tables.append((counts, cursor.take(self.symbols)))
        self.contexts = cursor.take(self.symbols * self.symbols if self.spread else self.symbols)
        self.bytes_of = cursor.take(self.symbols)
        bits = Bits(cursor.take(len(cursor.data) - cursor.at))
        self.strings = []
        for token in range(self.tokens):
            if token % 8 == 0:
                position, steps = index[token // 64]
                bits.at = 4 * (position + sum(steps[:token % 64 // 8]))
            self.strings.append(self.spell(bits))

    def spell(self, bits):
        text, s1, s2 = bytearray(), 0, 0
        while True:
            symbol = self.symbol(bits, *self.tables[self.contexts[s1 + s2 * self.spread]])
            if symbol == 0:
                return bytes(text)
            text.append(bits.number(8) if symbol == 1 else self.bytes_of[symbol])
            s1, s2 = symbol, s1

    @staticmethod
    def symbol(bits, counts, entries):
        code, first = 0, 0
        for count in counts:
            code = 2 * code + bits.bit()
            if code < count:
                return entries[first + code]
            code -= count
            first += count
        return 0


class Bits:
    def __init__(self, data):
        self.data, self.at = data, 0

    def bit(self):
        byte = self.data[self.at // 8] if self.at // 8 < len(self.data) else 0
        self.at += 1
        return byte >> (7 - (self.at - 1) % 8) & 1

    def number(self, count):
        value = 0
        for _ in range(count):
            value = 2 * value + self.bit()
        return value


class RangeDecoder:
    """Section 5."""

    def __init__(self, block):
        self.block, self.at = block, 0
        self.range, self.code = WORD, 0
        for _ in range(4):
            self.code = self.code << 8 | self.next_byte()

    def next_byte(self):
        self.at += 1
        return self.block[self.at - 1] if self.at <= len(self.block) else 0

    def fill(self):
        while self.range < 1 << 24:
            self.range = self.range << 8 & WORD
            self.code = (self.code << 8 | self.next_byte()) & WORD

    def bit(self, chance):
        bound = (self.range >> 16) * chance
        one = self.code < bound
        if one:
            self.range = bound
        else:
            self.code -= bound
            self.range -= bound
        self.fill()
        return int(one)

    def share(self, widths):
        self.range //= sum(widths)
        value = min(self.code // self.range, sum(widths) - 1)
        begin = choice = 0
        while value >= begin + widths[choice]:
            begin += widths[choice]
            choice += 1
        self.code -= begin * self.range
        self.range *= widths[choice]
        self.fill()
        return choice


class Block:
    """One block's text. Sections 2, 3 and 5."""

    def __init__(self, model, dictionary, code):
        self.model, self.dictionary = model, dictionary
        self.coder = RangeDecoder(code)
        self.history, self.casings, self.folded = [], [0, 0], 0
        self.quote_chance, self.before = 8192, 0
        self.text = bytearray()

    def leaf(self, place):
        return self.history[place] if place < len(self.history) else None

    def rows_in_use(self):
        model = self.model
        for place, rows in enumerate(model.direct_rows):
            yield self.row_of(rows, model.maps[place], place)
        yield model.pair_rows[3 * self.casings[0] + self.casings[1]]
        yield model.position_rows[min(self.folded // 16, 11)]

    def row_of(self, rows, bitmap, place):
        leaf = self.leaf(place)
        if leaf is None:
            return rows[-1]
        return rows[bitmap.class_of(leaf) if bitmap else leaf]

    def hidden(self):
        model = self.model
        words = [0x80008000] * (model.dimensions // 2)
        for row in self.rows_in_use():
            add(words, row, 256)
        shared = [self.row_of(model.shared_rows, model.shared_map, place)
                  for place in range(model.places)]
        for d in range(model.shared):
            t = sum(model.factors[j][d] * row.weights[d] * row.step for j, row in enumerate(shared))
            add(words, model.factored_rows[d], max(-4095, min(4095, t >> 8)))
        return words

    def decode(self):
        model, first = self.model, True
        size = model.leaves
        while len(self.text) <= TEXT_LIMIT:
            words = self.hidden()
            bent = bend(words)
            if not first and self.coder.bit(model.nodes[size + 1].chance(bent)):
                break
            first = False
            casing = 0
            if self.coder.bit(model.nodes[size - 1].chance(bent)):
                casing = 1 + self.coder.bit(model.nodes[size].chance(bent))
            add(words, model.casing_rows[casing], 256)
            leaf = self.walk(bend(words))
            start, weights = model.buckets[leaf]
            token = start + self.coder.share(weights)
            self.history.insert(0, leaf)
            del self.history[8:]
            self.casings = [casing, self.casings[0]]
            if not self.write(token, casing):
                break
        return bytes(self.text[1:] if self.text else self.text)[:TEXT_LIMIT]

    def walk(self, bent):
        """Down the class tree: nodes in pre-order, leaves from left to right."""
        nodes, node, leaf, leaves = self.model.nodes, 0, 0, self.model.leaves
        while leaves > 1:
            left = nodes[node].left
            if self.coder.bit(nodes[node].chance(bent)):
                node, leaf, leaves = node + left, leaf + left, leaves - left
            else:
                node, leaves = node + 1, left
        return leaf

    def write(self, token, casing):
        if token == self.model.escape:
            byte = self.coder.share([1] * 256)
            self.folded += 1
            self.before = byte
            self.text.append(byte)
            return True
        spelling = self.model.strings[token]
        if token == self.model.name:
            if not self.dictionary:
                return False
            spelling = self.dictionary[self.coder.share([1] * len(self.dictionary))]
        capitals = casing
        for byte in spelling:
            self.folded += 1
            if byte in b"\"'":
                self.write_quote(byte)
            elif capitals and ord("a") <= byte <= ord("z"):
                self.text.append(byte - 32)
                capitals = 2 if casing == 2 else 0
            else:
                self.text.append(byte)
            self.before = byte
        return True

    def write_quote(self, byte):
        curly = self.coder.bit(self.quote_chance)
        self.quote_chance = 63488 if curly else 2048
        if not curly:
            self.text.append(byte)
            return
        last = 0x98 if byte == ord("'") else 0x9C
        self.text += bytes([0xE2, 0x80, last if self.before == ord(" ") else last + 1])


def add(words, row, factor):
    s = (factor * row.step) >> 8
    for i in range(len(words)):
        pair = row.nibbles[2 * i] + row.nibbles[2 * i + 1] * 65536 - 0x80008
        words[i] = (words[i] + pair * s) & WORD


def bend(words):
    halves = [half for word in words for half in (word & 0xFFFF, word >> 16)]
    return [(u >> 3) - 4096 if u < 32768 else min(u - 32768, 4096) for u in halves]


def dictionary_of(model, section):
    if not section:
        return []
    bits = Bits(section[1:])
    return [model.spell(bits) for _ in range(section[0])]


def records(section, size):
    return [section[at:at + size] for at in range(0, len(section), size)]


def lines_of(model, rom):
    """The texts of a ROM's lines, by FORMAT.md."""
    assert rom[:4] == b"MOTO" and rom[4] == 1, "not a ROM of version 1"
    sections = {}
    for i in range(int.from_bytes(rom[6:8], "little")):
        tag, offset, size = struct.unpack_from("<4sII", rom, 16 + 12 * i)
        sections[tag] = rom[offset:offset + size]
    text, blocks = sections[b"TEXT"], sections.get(b"BLOK", b"")
    if b"MODL" in sections:
        assert int.from_bytes(sections[b"MODL"][:4], "little") == model.hash, "another model's ROM"
    assert any(line[3] & 1 for line in records(sections[b"LINE"], 44)) or any(
        block[11] & 1 for block in records(blocks, 12)), "nothing in this ROM is coded"
    dictionary = dictionary_of(model, sections.get(b"DICT"))
    decode = lambda part, coded: Block(model, dictionary, part).decode() if coded and part else part
    for line in records(sections[b"LINE"], 44):
        offset, size, first, count = struct.unpack_from("<4I", line, 20)
        if count == 0:
            yield decode(text[offset:offset + size], line[3] & 1)
            continue
        whole = b""
        for block in records(blocks, 12)[first:first + count]:
            offset, low, high, flags = struct.unpack_from("<IHBB", block, 4)
            whole += decode(text[offset:offset + low + (high << 16)], flags & 1)
        yield whole


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: second_decoder.py MODEL ROM...")
    with open(sys.argv[1], "rb") as file:
        model = Model(file.read())
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            for line in lines_of(model, file.read()):
                sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
